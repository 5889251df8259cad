"""The demo's community work: Friday two days ago, held, and the coming one. All invented."""

from datetime import date, datetime, timedelta
from uuid import UUID

from balai.people.models import Person
from balai.programs import actions
from balai.programs.models import Program, Session
from balai.programs.rules.attendance import Group

SLUG = "paling-siip"
HEADS = [
    (Group.RT_RW, "RT 05", 21, "HP Ketua RT 05"),
    (Group.RT_RW, "RT 05", 23, "HP Ketua RW 02"),
    (Group.RT_RW, "RT 06", 17, "HP Ketua RT 06"),
    (Group.KELURAHAN, "", 6, "HP Kelurahan"),
]


def hold_fridays(*, by: Person, now: datetime) -> None:
    """Friday the 22nd is over; RT 05 was counted twice, and nobody has decided yet."""
    held, _coming = (_friday(now.date() + timedelta(days=days), now=now) for days in (-2, 5))
    for number, (group, label, heads, reporter) in enumerate(HEADS, start=1):
        actions.report_heads(
            session=held, group=group, label=label, number=heads, reporter=reporter,
            client_id=UUID(int=number), by=by, now=held.ends_at,
        )  # fmt: skip


def _friday(on: date, *, now: datetime) -> Session:
    return actions.session_for(Program.objects.with_series().get(slug=SLUG), on, now=now - timedelta(days=10))
