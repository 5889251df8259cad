"""What a work day got done: told by phones and from paper, decided in a conflict, corrected with a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.documents.actions import receive
from balai.documents.actions.reporting import require_nobody
from balai.documents.harmless import Harmless
from balai.people.models import Person
from balai.places.rules import HIGHEST
from balai.programs.actions.deciding import DECIDED, keep_settled, pick, put_aside, require_open, stated
from balai.programs.models import Result, Session
from balai.programs.rules.attendance import key_of, require_begun
from balai.programs.rules.head_counts import CountState, Source
from balai.programs.rules.results import LONGEST_STREET, LONGEST_TOOLS, MEASURES, checked


@transaction.atomic
def report_result(
    *, session: Session, street: str, by: Person, now: datetime, rw: int | None = None, tools: str = "",
    reporter: str = "", client_id: UUID | None = None, sheet: Harmless | None = None, **amounts: Any,
) -> Result:  # fmt: skip
    """So much was done on this segment, each amount in its own unit. From paper maybe with its photo."""
    session = locked(session)
    require(by, Permission.ATTENDANCE_TAKE, at=session.program.office)
    require_begun(is_held=session.is_held, starts_at=session.starts_at, zone=session.zone, now=now)
    known = Result.objects.filter(client_id=client_id).first() if client_id else None
    if known:
        return known
    source = Source.SHEET if client_id is None else Source.DEVICE
    result = _result(session, street, rw, tools, amounts)
    result.source, result.reporter, result.client_id = source, reporter.strip(), client_id
    result.by, result.at = by, now
    keep_settled(result)
    if sheet is not None:
        receive(upload=sheet, of=result, office=session.program.office, by=by, now=now)
    record("result.reported", result, by=by, office=session.program.office, now=now, state=result.state)
    return result


def _result(session: Session, street: str, rw: int | None, tools: str, amounts: dict[str, Any]) -> Result:
    street, tools = " ".join(street.split()), " ".join(tools.split())
    if not street or len(street) > LONGEST_STREET or not key_of(street):
        message = f"Tulis nama jalan dan ruasnya, paling panjang {LONGEST_STREET} huruf."
        raise RuleBroken("result.street", message, field="street")
    if rw is not None and (type(rw) is not int or not 1 <= rw <= HIGHEST):
        raise RuleBroken("result.rw", f"Nomor RW: 1 sampai {HIGHEST}.", field="rw")
    if len(tools) > LONGEST_TOOLS:
        raise RuleBroken("result.tools", f"Alat: paling panjang {LONGEST_TOOLS} huruf.", field="tools")
    require_nobody({"street": street, "tools": tools})
    found = checked(amounts, tools=tools)
    whole = {m.name: int(found[m.name]) for m in MEASURES if m.is_whole and m.name in found}
    return Result(
        session=session, street=street, rw=rw, segment=f"{rw or '-'} {key_of(street)}", tools=tools,
        **found | whole,
    )  # fmt: skip


@transaction.atomic
def pick_result(*, result: Result, reason: str, by: Person, now: datetime) -> Result:
    """Of results that contradict each other this one counts."""
    return pick(result, verb="result.picked", reason=reason, by=by, now=now)


@transaction.atomic
def set_result_aside(*, result: Result, reason: str, by: Person, now: datetime) -> Result:
    """Entered by mistake; it stays in the list and counts no more."""
    return put_aside(result, verb="result.set_aside", reason=reason, by=by, now=now)


@transaction.atomic
def correct_result(
    *, result: Result, reason: str, street: str, by: Person, now: datetime, rw: int | None = None,
    tools: str = "", **amounts: Any,
) -> Result:  # fmt: skip
    """Another row stands for it from now on; the old one stays and says why it does not count."""
    session, result = locked(result.session), locked(result)
    office = session.program.office
    is_open = result.state == CountState.CONFLICT
    require(by, Permission.ATTENDANCE_DECIDE if is_open else Permission.ATTENDANCE_TAKE, at=office)
    require_open(session)
    if result.state == CountState.ASIDE:
        raise RuleBroken("count.not_counted", "Hasil ini sudah disisihkan. Betulkan yang dihitung.")
    right = _result(session, street, rw, tools, amounts)
    result.state, result.reason, result.decided_by, result.decided_at = (
        CountState.ASIDE, stated(reason), by, now,
    )  # fmt: skip
    result.save(update_fields=DECIDED)
    _count_the_last(result)
    right.source, right.reporter, right.by, right.at = Source.SHEET, result.reporter, by, now
    right.corrects = result
    keep_settled(right)
    record("result.corrected", right, by=by, office=office, now=now, state=right.state)
    return right


def _count_the_last(result: Result) -> None:
    """When one of two segments got its right name, nothing contradicts the other any more."""
    left = list(result.alike().standing())
    if len(left) == 1 and left[0].state == CountState.CONFLICT:
        left[0].state = CountState.COUNTED
        left[0].save(update_fields=["state"])
