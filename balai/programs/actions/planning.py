"""The plan of a dialogue: scheduled on one page, filled in bit by bit, announced from one source."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction

from balai.audit.actions import record
from balai.base.errors import RuleBroken
from balai.base.locks import locked
from balai.base.permissions import Permission, require
from balai.catalogue.models import Service
from balai.documents.actions import discard, receive
from balai.documents.harmless import Harmless
from balai.documents.rules import State as FileState
from balai.people.models import Person
from balai.programs.actions.sessions import add_session
from balai.programs.actions.speakers import Invitee, invite_speaker
from balai.programs.models import AgendaItem, Material, Plan, Program, Session
from balai.programs.rules.talks import Item, require_fits


@transaction.atomic
def schedule_talk(
    *, program: Program, on: date, opens: time, closes: time, by: object, now: datetime,
    place_text: str = "", theme: str = "", about: str = "", agenda: Sequence[Item] = (),
    speakers: Iterable[Invitee] = (), services: Iterable[Service] = (),
) -> Plan:  # fmt: skip
    """A new session with its plan: day and hours now, the rest whenever it is known."""
    session = add_session(
        program=program, on=on, opens=opens, closes=closes, place_text=place_text, by=by, now=now
    )
    plan = edit_plan(
        session=session, theme=theme, about=about, agenda=agenda, services=services, by=by, now=now
    )
    for invitee in speakers:
        invite_speaker(session=session, invitee=invitee, by=by, now=now)
    return plan


@transaction.atomic
def edit_plan(
    *, session: Session, by: object, now: datetime, theme: str = "", about: str = "",
    agenda: Sequence[Item] = (), services: Iterable[Service] | None = None,
) -> Plan:  # fmt: skip
    """What it is about, and in which order. `services` None: those that are linked stay."""
    session = _open(session, by)
    require_fits(agenda, starts_at=session.starts_at, ends_at=session.ends_at)
    words = {"theme": " ".join(theme.split()), "about": about.strip(), "changed_at": now}
    plan, _ = Plan.objects.update_or_create(session=session, defaults=words)
    plan.items.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(plan=plan, place=place, title=item.title, minutes=item.minutes)
        for place, item in enumerate(agenda, 1)
    )
    if services is not None:
        plan.services.set(services)
    record("plan.edited", session, by=by, office=session.program.office, now=now)
    return plan


@transaction.atomic
def add_material(*, plan: Plan, title: str, upload: Harmless, by: Person, now: datetime) -> Material:
    """A paper for everybody; it is shown once it was found harmless."""
    session = _open(plan.session, by)
    if not title.strip():
        raise RuleBroken("material.title", "Tulis judulnya; warga memilih menurut judul.", field="title")
    file = receive(upload=upload, of=plan, office=session.program.office, by=by, now=now)
    material = Material.objects.create(plan=plan, title=title.strip(), file=file)
    record("plan.material_added", session, by=by, office=session.program.office, now=now)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: Person, now: datetime) -> None:
    session = _open(material.plan.session, by)
    file = material.file
    record("plan.material_removed", session, by=by, office=session.program.office, now=now)
    material.delete()
    if file.state != FileState.DISCARDED:
        discard(file=file, by=by, now=now)


def _open(session: Session, by: object) -> Session:
    session = locked(session)
    require(by, Permission.PROGRAM_EDIT, at=session.program.office)
    if not session.is_held:
        raise RuleBroken("plan.not_held", "Acara ini dibatalkan atau sudah ditutup, jadi tidak diubah lagi.")
    return session
