"""Tables of agencies in one session. A crew of an agency stands in one place a day (CAL-5)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.places.models import Agency
from balai.programs.models import Desk, Program, Session
from balai.programs.models.session import HELD
from balai.programs.rules.desks import DeskEntry, require_desk_apart


@transaction.atomic
def invite_desk(
    *, session: Session, agency: Agency, offers: str, crew: str = "", by: object, now: datetime
) -> Desk:
    """Ask an agency for a table in this session; it is not advertised until it is confirmed."""
    session = _held(session, by)
    agency = locked(agency)  # two sessions cannot ask for its crew at once
    if Desk.objects.filter(session=session, agency=agency).exists():
        raise RuleBroken("desk.twice", f"{agency} sudah punya meja pada hari ini.", field="agency")
    desk = Desk(session=session, agency=agency, offers=offers, crew=_tidy(crew))
    _require_apart(desk, session.on, session.place_text)
    desk.save(force_insert=True)
    record("desk.invited", session, by=by, office=session.program.office, now=now, agency=agency.slug)
    return desk


@transaction.atomic
def change_desk(*, desk: Desk, offers: str, crew: str, by: object, now: datetime) -> Desk:
    """What it offers, and which crew comes."""
    session = _held(desk.session, by)
    locked(desk.agency)
    desk = locked(desk)
    desk.offers, desk.crew = offers, _tidy(crew)
    _require_apart(desk, session.on, session.place_text)
    desk.save(update_fields=["offers", "crew"])
    record("desk.changed", session, by=by, office=session.program.office, now=now, agency=desk.agency.slug)
    return desk


@transaction.atomic
def confirm_desk(*, desk: Desk, by: object, now: datetime) -> Desk:
    """The agency comes."""
    session = _held(desk.session, by)
    desk = locked(desk)
    desk.confirmed_at = desk.confirmed_at or now
    desk.save(update_fields=["confirmed_at"])
    record("desk.confirmed", session, by=by, office=session.program.office, now=now)
    return desk


@transaction.atomic
def remove_desk(*, desk: Desk, by: object, now: datetime) -> None:
    """The agency does not come after all."""
    session = _held(desk.session, by)
    record("desk.removed", session, by=by, office=session.program.office, now=now, agency=desk.agency.slug)
    desk.delete()


@transaction.atomic
def copy_desks(*, session: Session, source: Session, by: object, now: datetime) -> list[Desk]:
    """The same agencies as that day; each still has to confirm, and none is asked twice."""
    session = _held(session, by)
    there = session.desks.values("agency")
    return [
        invite_desk(session=session, agency=row.agency, offers=row.offers, crew=row.crew, by=by, now=now)
        for row in source.desks.exclude(agency__in=there).select_related("agency").order_by("pk")
    ]


def require_desks_apart(session: Session, *, on: date, place: str) -> None:
    """Could all tables of this session stand there on that day? Asked before it is moved."""
    for desk in session.desks.select_related("agency", "session__program").order_by("agency"):
        locked(desk.agency)
        _require_apart(desk, on, place)


def clashes_of(desks: Iterable[Desk], on: date, place: str) -> Iterator[str]:
    """Why tables could not stand there on that day; asked for a preview, so nothing is held."""
    for desk in desks:
        try:
            _require_apart(desk, on, place)
        except RuleBroken as broken:
            yield broken.message


def require_crews_apart_ahead(program: Program, now: datetime) -> None:
    """After a rule moved or reopened days: is any crew now in two places?"""
    rows = program.sessions.not_over(now).filter(state__in=HELD, desks__isnull=False).distinct()
    for session in rows.order_by("on"):
        require_desks_apart(session, on=session.on, place=session.place_text)


def _held(session: Session, by: object) -> Session:
    session = locked(session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    if not session.is_held:
        raise RuleBroken("desk.not_held", "Jadwal ini tidak diadakan, jadi mejanya tidak bisa diubah.")
    return session


def _require_apart(desk: Desk, on: date, place: str) -> None:
    others = Desk.objects.standing(on).filter(agency=desk.agency).exclude(session=desk.session)
    require_desk_apart(_entry(desk, on, place), [_entry(row, on, row.session.place_text) for row in others])


def _entry(desk: Desk, on: date, place: str) -> DeskEntry:
    return DeskEntry(on, str(desk.agency), desk.crew, place, desk.session.program.name)


def _tidy(words: str) -> str:
    return " ".join(words.split())
