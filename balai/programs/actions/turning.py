"""Whose turn it is at a work day, set and put right."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, allowed, require
from balai.documents.actions import revoke_letter
from balai.documents.actions.lettering import end_letter
from balai.documents.models import Letter
from balai.documents.rules.letters import LetterState
from balai.people.models import Person
from balai.places.models import Neighbourhood
from balai.programs.actions.sessions import session_for
from balai.programs.models import Program, Session, Turn
from balai.programs.rules import SessionState
from balai.programs.rules import turns as rules
from balai.programs.turns import coming_days, turns_between, waiting_at

LATELY = timedelta(days=30)
CHANGED, NOT_HELD = "Giliran diubah.", "Kegiatan dibatalkan."


@transaction.atomic
def set_turns(
    *, program: Program, on: date, chosen: Iterable[Neighbourhood], by: Person, now: datetime
) -> Session:
    """These RTs and no others. A letter that has gone out to another one counts no longer."""
    require(by, Permission.PROGRAM_EDIT, at=program.office)
    session = locked(session_for(program, on, now=now))
    wanted = {row.pk: row for row in chosen if row.office_id == program.office_id}
    rules.require_turns(len(wanted), is_over=not session.is_held or session.ends_at <= now)
    off = Turn.objects.filter(session=session).exclude(neighbourhood__in=wanted)
    _take_letters_back(off, session, by, now)
    off.delete()
    fresh = [Turn(session=session, neighbourhood=row, by_id=by.pk, at=now) for row in wanted.values()]
    Turn.objects.bulk_create(fresh, ignore_conflicts=True)
    record("turns.set", session, by=by, office=program.office, now=now, count=len(wanted))
    return session


def _take_letters_back(off: Iterable[Turn], session: Session, by: Person, now: datetime) -> None:
    office, keys = session.program.office, [str(turn.pk) for turn in off]
    letters = Letter.objects.filter(about_type=Turn._meta.label_lower, about_id__in=keys)
    active = list(letters.filter(state=LetterState.ACTIVE))
    if active and not allowed(by, Permission.LETTER_ISSUE, at=office):
        message = "Surat untuk RT yang dilepas sudah terbit. Kepala kantor yang mengubah giliran ini."
        raise RuleBroken("turn.letter_is_out", message, field="chosen")
    for letter in active:
        revoke_letter(letter=letter, reason=CHANGED, by=by, now=now)


@transaction.atomic
def fill_turns(*, program: Program, many: int, unit: str, by: Person, now: datetime) -> int:
    """Every coming session that has nobody yet, in a fair round. What was chosen by hand stays."""
    require(by, Permission.PROGRAM_EDIT, at=program.office)
    program = Program.objects.with_series().get(pk=locked(program).pk)
    rts = {row.pk: row for row in Neighbourhood.objects.of(program.office)}
    if not rts:
        raise RuleBroken("turn.no_rts", "Isi dulu daftar RT dan RW kelurahan ini.")
    days = coming_days(program, zones.local_day(now, program.zone))
    taken = turns_between(program, days[0].on, days[-1].on) if days else {}
    free = [day.on for day in days if day.on not in taken and day.span[1] > now]
    found = rules.round_of(waiting_at(program), free, many=many, unit=unit)
    for on, waiting in found.items():
        set_turns(program=program, on=on, chosen=[rts[row.pk] for row in waiting], by=by, now=now)
    return len(found)


@transaction.atomic
def end_letters_of_cancelled(*, now: datetime) -> int:
    """A letter that calls to a day that is not held counts no longer."""
    off = Turn.objects.filter(session__state=SessionState.CANCELLED, session__ends_at__gt=now - LATELY)
    keys = [str(pk) for pk in off.values_list("pk", flat=True)]
    letters = Letter.objects.filter(about_type=Turn._meta.label_lower, about_id__in=keys)
    active = list(letters.filter(state=LetterState.ACTIVE).order_by("pk"))
    for letter in active:
        end_letter(letter=letter, reason=NOT_HELD, by=None, now=now)
    return len(active)
