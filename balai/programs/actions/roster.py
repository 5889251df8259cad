from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.audit.actions import record
from balai.base import zones
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.base.sealing import keyed_hash
from balai.notices.actions import post, withdraw
from balai.notices.rules import Channel
from balai.people.models import Assignment, Person
from balai.people.rules import Role
from balai.places.calendar import working_calendar
from balai.programs.models import Roster, Session

ANSWERABLE = (Role.OFFICE_HEAD, Role.COORDINATOR)


@transaction.atomic
def assign_duty(*, session: Session, person: Person, by: object, now: datetime) -> Roster:
    """Ask an officer to be on duty in this session."""
    session = locked(session)
    require(by, Permission.ROSTER_EDIT, at=session.program.office)
    duty, is_new = Roster.objects.get_or_create(session=session, person=person)
    if is_new:
        record("roster.assigned", session, by=by, office=session.program.office, now=now)
    return duty


@transaction.atomic
def confirm_duty(*, duty: Roster, by: object, now: datetime) -> Roster:
    """The officer says yes (or the roster's keeper heard it); the warning on the public page goes away."""
    duty = locked(duty)
    office = duty.session.program.office
    if getattr(by, "pk", None) != duty.person_id:
        require(by, Permission.ROSTER_EDIT, at=office)
    duty.confirmed_at = duty.confirmed_at or now
    duty.save(update_fields=["confirmed_at"])
    Session.objects.filter(pk=duty.session_id).update(flagged_at=None, told_at=None)
    withdraw("programs.unstaffed", about=duty.session)
    record("roster.confirmed", duty.session, by=by, office=office, now=now)
    return duty


@transaction.atomic
def release_duty(*, duty: Roster, by: object, now: datetime) -> None:
    """This officer is not on duty after all."""
    duty = locked(duty)
    require(by, Permission.ROSTER_EDIT, at=duty.session.program.office)
    record("roster.released", duty.session, by=by, office=duty.session.program.office, now=now)
    duty.delete()


@transaction.atomic
def set_rest_day(*, duty: Roster, rest_on: date, by: object, now: datetime) -> Roster:
    """Who works on a day of rest, rests on a working day."""
    duty = locked(duty)
    office = duty.session.program.office
    require(by, Permission.ROSTER_EDIT, at=office)
    if duty.confirmed_at is None:
        raise RuleBroken("roster.unconfirmed", "Petugas ini belum memastikan bertugas.", field="rest_on")
    if not working_calendar(office, rest_on - timedelta(days=1), days=2).is_working(rest_on):
        message = f"{zones.day(rest_on)} bukan hari kerja. Pilih hari kerja sebagai libur pengganti."
        raise RuleBroken("roster.rest_day", message, field="rest_on")
    duty.rest_on = rest_on
    duty.save(update_fields=["rest_on"])
    record("roster.rest_day", duty.session, by=by, office=office, now=now, rest_on=rest_on.isoformat())
    return duty


@transaction.atomic
def flag_session(*, session: Session, is_told: bool, now: datetime) -> bool:
    """Nobody has confirmed: mark it for the office, and two days before also for the public."""
    session = locked(session)
    if session.roster.filter(confirmed_at__isnull=False).exists():
        return False
    is_new = session.flagged_at is None or (is_told and session.told_at is None)
    session.flagged_at = session.flagged_at or now
    session.told_at = session.told_at or (now if is_told else None)
    session.save(update_fields=["flagged_at", "told_at"])
    if is_new:
        _tell_who_answers(session, now)
        verb = "roster.gap_announced" if is_told else "roster.gap_flagged"
        record(verb, session, by=None, office=session.program.office, now=now)
    return is_new


def _tell_who_answers(session: Session, now: datetime) -> None:
    """Head and coordinators, once for each day. Officers have no address: what they have is their screen."""
    office = session.program.office
    in_force = Assignment.objects.in_force(now).filter(
        office=office, role__in=ANSWERABLE, person__is_active=True
    )
    people = Person.objects.filter(pk__in=in_force.values("person")).order_by("pk")
    for person in people:
        post(
            "programs.unstaffed", about=session, recipient_hash=keyed_hash(person.pseudonym, "officer"),
            address_sealed="", channel=Channel.CONSOLE, context=_facts_of(session), now=now,
            key=session.on.isoformat(),
        )  # fmt: skip


def _facts_of(session: Session) -> dict[str, object]:
    program = session.program
    return {
        "program": program.name,
        "day": zones.day(session.on),
        "hours": zones.span(session.starts_at, session.ends_at, session.zone),
        "place": session.place_text or program.place_text or program.office.name,
        "link": settings.BALAI_URL + reverse("programs:roster"),
    }
