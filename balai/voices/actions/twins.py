"""Two reports of one dirty spot: one lives on, the other follows it, and both reporters hear of the result.

The pointer is `Case.follows`, as for every voice that was brought twice.
"""

from datetime import datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import seal
from balai.cases import actions as cases
from balai.cases.models import Referral
from balai.cases.rules.states import State
from balai.people.models import Person
from balai.programs.models import Session
from balai.voices.actions.board import read_first
from balai.voices.actions.handing import follow, stand_alone
from balai.voices.actions.nobody import require_nobody
from balai.voices.models import Spot, SpotStep, Voice
from balai.voices.rules import spots as rules
from balai.voices.rules.spots import Deed, SpotState


@transaction.atomic
def join_spots(*, spot: Spot, other: Spot, by: Person, now: datetime) -> Spot:
    """Answers the one that lives on: what has a day or lies with an agency, else the older one.

    Those that followed either of them follow it too. Said twice: nothing.
    """
    if other == spot:
        raise RuleBroken("spot.itself", "Ini tempat yang sama. Pilih tempat yang lain.")
    other = leading_of(other) or other
    if other == spot:
        return in_hand(spot, by)
    older, younger = (in_hand(one, by) for one in sorted((spot, other), key=lambda one: one.pk))
    for twin, leading in ((younger, older), (older, younger)):
        if leading_of(twin) == leading:
            return leading
    for one in (older, younger):
        rules.require_one(follows=leading_of(one) is not None)
        _require_joinable(one)
    first = rules.leads(first_is_busy=_is_busy(older), second_is_busy=_is_busy(younger))
    leading, twin = (older, younger) if first else (younger, older)
    for one in (leading, twin):
        read_first(one.voice, by=by, now=now)
    follow(voice=twin.voice, leading=leading.voice, by=by, now=now)
    if leading.is_planned:
        take_up_work(twin, by=by, now=now)
    step(twin, Deed.JOINED, SpotState.OPEN, by, now, session=None)
    return leading


@transaction.atomic
def part_spot(*, spot: Spot, by: Person, now: datetime) -> Spot:
    """It was another place after all: it stands on the lists by itself again. Said twice: nothing."""
    spot = in_hand(spot, by)
    if leading_of(spot) is None:
        return spot
    if spot.state == SpotState.DONE:
        raise RuleBroken("spot.done", "Tempat ini sudah ditandai bersih. Betulkan dahulu hasilnya.")
    stand_alone(voice=spot.voice, by=by, now=now)
    return step(spot, Deed.PARTED, SpotState.OPEN, by, now, session=None)


@transaction.atomic
def join_voices(*, voice: Voice, leading: Voice, by: Person, now: datetime) -> None:
    """From a case's page: two dirty spots are joined as such, all else follows what was named."""
    one, other = (Spot.objects.with_voice().filter(voice=each).first() for each in (voice, leading))
    if one and other:
        join_spots(spot=one, other=other, by=by, now=now)
    else:
        follow(voice=voice, leading=leading, by=by, now=now)


@transaction.atomic
def part_voice(*, voice: Voice, by: Person, now: datetime) -> None:
    spot = Spot.objects.with_voice().filter(voice=voice).first()
    if spot and leading_of(spot):
        part_spot(spot=spot, by=by, now=now)
    else:
        stand_alone(voice=voice, by=by, now=now)


def leave_alone(*, spot: Spot, now: datetime) -> None:
    """Its reporter says that it is not clean, while the other is done with: a place of its own again."""
    leading = leading_of(spot)
    if leading is None or leading.state != SpotState.DONE:
        return
    case = locked(spot.voice.case)
    case.follows = None
    case.save(update_fields=["follows"])
    record("case.stands_alone", case, by=None, now=now, office=case.office)


def leading_of(spot: Spot) -> Spot | None:
    return Spot.objects.leading(spot)


def twins_of(spot: Spot) -> list[Spot]:
    """Those that were joined to it, held."""
    return [locked(twin) for twin in Spot.objects.led_by(spot)]


def take_up_work(spot: Spot, *, by: Person, now: datetime) -> None:
    """Read, and begun: its place has a day."""
    read_first(spot.voice, by=by, now=now)
    if spot.voice.case.state == State.VERIFIED:
        cases.start(case=spot.voice.case, by=by, now=now)


def _is_busy(spot: Spot) -> bool:
    return spot.is_planned or Referral.objects.filter(case=spot.voice.case_id).asked().exists()


def _require_joinable(spot: Spot) -> None:
    if not spot.is_joinable:
        message = "Gabungkan hanya laporan terbuka yang belum bersih, dan bukan yang berisiko atau rahasia."
        raise RuleBroken("spot.not_joinable", message)


def in_hand(spot: Spot, by: Person) -> Spot:
    """Held, and allowed; one of risk is nobody's who may not see it."""
    spot = locked(spot)
    require(by, Permission.CASE_WORK, at=spot.office)
    if not Spot.objects.worked_by(by).filter(pk=spot.pk).exists():
        raise RuleBroken("case.unseen", "Laporan ini tidak ada di meja Anda.")
    return spot


def step(
    spot: Spot, deed: str, new: str, by: Person | None, now: datetime, *, session: Session | None,
    reason: str = "",
) -> Spot:  # fmt: skip
    """Where it stood is written with it: which session it was taken out of."""
    rules.require_reason(deed, reason)
    reason = require_nobody("reason", reason)
    SpotStep.objects.create(
        spot=spot, deed=deed, session=session or spot.session, reason_sealed=seal(reason), at=now
    )
    spot.state, spot.session = new, session
    spot.done_at = now if new == SpotState.DONE else None
    spot.save(update_fields=["state", "session", "done_at"])
    record(f"spot.{deed}", spot, by=by, office=spot.office, now=now)
    return spot
