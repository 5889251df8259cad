"""What the lines of a programme still lack, and who counts on a session."""

from datetime import datetime

from balai.programs.models import Program, Session
from balai.queues.actions.following import follow_session
from balai.queues.models import Line, Sitting, Ticket, Wait
from balai.queues.rules.states import LIVE, WAIT_LIVE


def missing(program: Program) -> list[str]:
    """A programme without a line needs nothing; one with a line must be able to serve somebody."""
    lines = Line.objects.filter(program=program, is_active=True).prefetch_related("services")
    return [sentence for line in lines.order_by("letter") for sentence in _missing(line)]


def _missing(line: Line) -> list[str]:
    services = list(line.services.all())
    lacks = {
        f"Pilih layanan untuk antrean {line.letter}.": not services,
        f"Tambah loket antrean {line.letter}: ada layanan yang perlu lebih banyak.": any(
            row.units > line.counters for row in services
        ),
    }
    return [sentence for sentence, is_missing in lacks.items() if is_missing]


def takes_bookings(program: Program) -> bool:
    return Line.objects.filter(program=program, is_active=True).exists()


def booked(session: Session) -> int:
    """People who count on this session: they are asked before a rule drops it."""
    tickets = Ticket.objects.filter(sitting__session=session, state__in=LIVE).count()
    return tickets + Wait.objects.filter(sitting__session=session, state__in=WAIT_LIVE).count()


def follow(session: Session, now: datetime) -> None:
    """Each line takes the session's revision: a booking that began before finds its line changed."""
    for sitting in Sitting.objects.filter(session=session):
        follow_session(sitting=sitting, now=now)
