"""What a programme asks after its sessions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.performance.models import Pulse, Statement
from balai.performance.rules import read_statements
from balai.programs.models import Program


@transaction.atomic
def set_pulse(
    *, program: Program, statements: Sequence[str], asks_use: bool, by: object, now: datetime
) -> Pulse:
    """These statements from now on. One that was asked before and comes back goes on with its figures."""
    program = locked(program)
    require(by, Permission.PROGRAM_EDIT, at=program.office)
    texts = read_statements(statements)
    pulse = Pulse.objects.filter(program=program).first() or Pulse(program=program)
    pulse.asks_use = asks_use
    pulse.save()
    Statement.objects.filter(pulse=pulse).update(place=None)
    for place, text in enumerate(texts, 1):
        Statement.objects.update_or_create(pulse=pulse, text=text, defaults={"place": place})
    record("pulse.set", program, by=by, office=program.office, now=now, statements=len(texts))
    return pulse
