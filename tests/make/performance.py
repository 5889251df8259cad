"""What is asked after a session, and what was answered."""

from datetime import datetime, timedelta
from typing import Any

from balai.people.contacts import read_contact
from balai.performance import actions
from balai.performance.models import FollowUp, Lesson, Pulse
from balai.performance.rules import Opinion
from balai.programs.models import Attendance, Program, Session
from balai.programs.planting import Planter
from tests.make.programs import attendance as an_attendance
from tests.make.programs import session as a_session
from tests.make.queues import phone as a_phone

__all__ = ["STATEMENTS", "answered", "follow_up", "lesson", "pulse"]

STATEMENTS = ("Sekarang saya tahu cara mengurusnya", "Saya tidak sungkan datang ke kantor")
CHOICES = "* Seminggu sekali\nSebulan sekali\nSetahun sekali"


def pulse(program: Program, *statements: str, asks_use: bool = True, now: datetime | None = None) -> Pulse:
    """What NGO-8 asks, unless told otherwise."""
    moment = now or program.changed_at
    return actions.set_pulse(
        program=program, statements=statements or STATEMENTS, asks_use=asks_use, by=Planter(), now=moment
    )


def answered(
    session: Session, opinion: str = Opinion.AGREE, *, times: int = 1, now: datetime | None = None,
    picks: dict[int, int] | None = None,
) -> list[Attendance]:  # fmt: skip
    """So many who are here said this of every statement that is asked."""
    moment, found = now or session.starts_at + timedelta(minutes=30), []
    asked = Pulse.objects.filter(program=session.program).first()
    answers = {row.pk: str(opinion) for row in asked.statements.asked()} if asked else {}
    for _ in range(times):
        here = an_attendance(session, now=moment)
        actions.answer(session=session, attendance=here, answers=answers, picks=picks or {}, now=moment)
        found.append(here)
    return found


def follow_up(session: Session | None = None, *, phone: str = "", email: str = "") -> FollowUp:
    """Somebody who was there agreed to be asked once more."""
    session = session or a_session()
    if not Pulse.objects.filter(program=session.program).exists():
        pulse(session.program)
    (here,) = answered(session)
    contact = read_contact(phone="" if email else phone or a_phone(), email=email)
    moment = session.starts_at + timedelta(minutes=31)
    actions.stay_in_touch(session=session, attendance=here, contact=contact, agrees=True, now=moment)
    return FollowUp.objects.select_related("session__program__office").latest("pk")


def lesson(session: Session | None = None, **facts: Any) -> Lesson:
    """Ten minutes about drains."""
    usual = {
        "topic": "Got tanpa jentik", "minutes": 10, "question": "Seberapa sering bak mandi dikuras?",
        "choices": CHOICES,
    }  # fmt: skip
    session = session or a_session()
    return actions.set_lesson(session=session, by=Planter(), now=session.starts_at, **usual | facts)
