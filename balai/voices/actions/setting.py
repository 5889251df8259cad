"""Topics, and what a programme takes in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.cases.rules.states import Kind
from balai.programs.models import Program
from balai.voices.models import Intake, Topic


@transaction.atomic
def set_topic(
    *, slug: str, name: str, now: datetime, is_sensitive: bool = False, place_in_list: int = 0
) -> Topic:
    """By the owner of the machine, from a seed file: the list is one for all offices."""
    values = {"name": name, "is_sensitive": is_sensitive, "place_in_list": place_in_list}
    topic, _ = Topic.objects.update_or_create(slug=slug, defaults=values)
    record("voice.topic_set", topic, by=None, now=now, slug=slug)
    return topic


@transaction.atomic
def set_intake(
    *, program: Program, kinds: Sequence[str], by: object, now: datetime, is_room: bool = False,
    is_from_home: bool = True,
) -> Intake:  # fmt: skip
    require(by, Permission.PROGRAM_EDIT, at=program.office)
    chosen = [kind for kind in Kind.values if kind in kinds]
    if not chosen or len(chosen) != len(set(kinds)):
        raise RuleBroken("intake.kinds", "Pilih jenis suara yang diterima program ini.", field="kinds")
    values = {"kinds": " ".join(chosen), "is_room": is_room, "is_from_home": is_from_home}
    intake, _ = Intake.objects.update_or_create(program=program, defaults=values)
    record("voice.intake_set", intake, by=by, office=program.office, now=now, kinds=chosen)
    return intake
