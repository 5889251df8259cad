"""One ticket moves from one state to another: held, ruled, remembered for undo, recorded, shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, require
from balai.base.prepared import Prepared
from balai.base.prepared_rows import update
from balai.base.together import together
from balai.queues.actions.gate import deed, held, show_change
from balai.queues.models import Sitting, Ticket
from balai.queues.rules.states import require_move

UNDO_WITHIN = timedelta(seconds=10)
REMEMBERED = (
    "state", "service_id", "units", "due_at", "counter_number", "officer_id", "checked_in_at", "called_at",
    "serving_at", "ended_at", "called_times", "note",
)  # fmt: skip
MOMENTS = ("due_at", "checked_in_at", "called_at", "serving_at", "ended_at")


@dataclass
class Hand:
    """A ticket in hand: its sitting is held, so nobody else moves it."""

    sitting: Sitting
    ticket: Ticket
    now: datetime
    by: object

    def __post_init__(self) -> None:
        self.before = {name: _plain(getattr(self.ticket, name)) for name in REMEMBERED}
        self.before["last_call_was_priority"] = self.sitting.last_call_was_priority

    def move(self, new: str, verb: str, *, undoable: bool = True, **changes: Any) -> Ticket:
        require_move(self.ticket.state, new)
        return self.change(verb, undoable=undoable, state=new, **changes)

    def change(self, verb: str, *, undoable: bool = True, **changes: Any) -> Ticket:
        for name, value in changes.items():
            setattr(self.ticket, name, value)
        self.ticket.undo = self._remembered() if undoable and self.by is not None else None
        facts = {"counter": self.ticket.counter_number} if self.ticket.counter_number else {}
        with together():
            update(self.ticket, *changes, "undo")
            record(verb, self.ticket, by=self.by, office=self.sitting.office, now=self.now, **facts)
        show_change(self.sitting)
        return self.ticket

    def _remembered(self) -> dict[str, Any]:
        by = getattr(self.by, "pk", None)
        return {"by": by, "at": self.now.isoformat(), "before": self.before}


def take_in_hand(ticket: Ticket, *, by: object, now: datetime, permission: Permission | None) -> Hand:
    """Hold the sitting, then read the ticket as it is now."""
    sitting = held(ticket.sitting_id)
    if permission is not None:
        require(by, permission, at=sitting.office)
    fresh = IN_HAND.first(pk=ticket.pk)
    if fresh is None:
        raise Ticket.DoesNotExist
    fresh.sitting = sitting
    return Hand(sitting, fresh, now, by)


def _in_hand(*, pk: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(pk=pk).select_related("service", "holder", "slot")


IN_HAND = Prepared(_in_hand)


@deed
def undo(*, ticket: Ticket, by: object, now: datetime) -> Ticket:
    """Take back the last deed on this ticket: the officer who did it, within ten seconds."""
    hand = take_in_hand(ticket, by=by, now=now, permission=Permission.QUEUE_CALL)
    ticket, last = hand.ticket, hand.ticket.undo
    if not last or last["by"] != getattr(by, "pk", None) or now > _moment(last["at"]) + UNDO_WITHIN:
        raise RuleBroken("queue.undo_over", "Waktu untuk membatalkan langkah ini sudah lewat (10 detik).")
    before = dict(last["before"])
    hand.sitting.last_call_was_priority = before.pop("last_call_was_priority")
    hand.sitting.save(update_fields=["last_call_was_priority"])
    values = {name: _moment(v) if v and name in MOMENTS else v for name, v in before.items()}
    return hand.change("queue.undone", undoable=False, **values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    assert moment is not None
    return moment
