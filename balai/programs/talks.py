"""The plan of one session as pages, poster, message and letter read it: one source for all of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from balai.base.prepared import Prepared
from balai.catalogue.models import Service
from balai.documents.rules import State as FileState
from balai.programs.models import Material, Plan, Session, Speaker
from balai.programs.models.session import HELD
from balai.programs.rules import SessionState
from balai.programs.rules.talks import Announcement, Answer, Timed, message, timed


@dataclass(frozen=True)
class Talk:
    """What residents read about a session."""

    theme: str
    about: str
    agenda: tuple[Timed, ...]
    speakers: tuple[Speaker, ...]  # who has confirmed
    waiting: int
    services: tuple[Service, ...]
    materials: tuple[Material, ...]  # found harmless


@dataclass(frozen=True)
class Invitation:
    """What a letter to one speaker says."""

    to: str
    role: str
    said: Announcement
    about: str
    agenda: tuple[Timed, ...]
    office_address: str
    token: str  # opens the page on which they answer


def talk_on(program: int, on: date) -> Talk | None:
    """None where no plan was begun: one query; else five."""
    plan = PLAN.first(program=program, on=on)
    if plan is None:
        return None
    speakers = SPEAKERS.all(session=plan.session_id)
    items = [row.terms for row in plan.items.order_by("place")]
    return Talk(
        theme=plan.theme,
        about=plan.about,
        agenda=tuple(timed(items, plan.session.starts_at)),
        speakers=tuple(row for row in speakers if row.is_sure),
        waiting=sum(row.is_asked for row in speakers),
        services=tuple(Service.objects.public().filter(pk__in=plan.services.values("pk")).order_by("name")),
        materials=tuple(shown_materials(plan)),
    )


def talk_of(session: Session) -> Talk | None:
    return talk_on(session.program_id, session.on)


def shown_materials(plan: Plan) -> list[Material]:
    rows = Material.objects.filter(plan=plan, file__state=FileState.CLEAN)
    return list(rows.select_related("file").order_by("pk"))


def announcement_of(session: Session, talk: Talk | None) -> Announcement:
    """What poster, message and letter have in common; `talk` is the session's own (`talk_of`)."""
    program = session.program
    return Announcement(
        program=program.name,
        office=program.office.name,
        theme=talk.theme if talk else "",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        place=session.place_text or program.place_text or program.office.name,
        speakers=tuple(row.words for row in talk.speakers) if talk else (),
        waiting=talk.waiting if talk else 0,
        is_free=program.is_free,
    )


def message_of(session: Session, *, address: str) -> str:
    """For WhatsApp; the address leads to the session's page."""
    return message(announcement_of(session, talk_of(session)), address=address)


def invitation(speaker: Speaker) -> Invitation:
    """Everything that the letter to this speaker says. Their link stands in their letter alone."""
    session = speaker.session
    talk = talk_of(session)
    return Invitation(
        to=str(speaker),
        role=speaker.role,
        said=announcement_of(session, talk),
        about=talk.about if talk else "",
        agenda=talk.agenda if talk else (),
        office_address=session.program.office.address,
        token=speaker.token,
    )


def speakers_of(session: Session) -> list[Speaker]:
    """All that were ever asked, for the office."""
    return list(
        Speaker.objects.filter(session=session)
        .select_related("agency", "session__program__office")
        .order_by("pk")
    )


def _plan(*, program: int, on: date) -> "QuerySet[Plan]":
    held = Plan.objects.filter(session__program=program, session__on=on, session__state__in=SHOWN)
    return held.select_related("session")


def _speakers(*, session: int) -> "QuerySet[Speaker]":
    live = Speaker.objects.filter(session=session, answer__in=[Answer.INVITED, Answer.CONFIRMED])
    return live.select_related("agency", "session").order_by("pk")


SHOWN = [*HELD, SessionState.CLOSED]
PLAN, SPEAKERS = Prepared(_plan), Prepared(_speakers)
