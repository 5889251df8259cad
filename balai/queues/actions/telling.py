"""What people are told, once each, by the outbox. Who left no address sees it on the ticket's page."""

from datetime import datetime

from balai.base import zones
from balai.base.codes import show_code
from balai.base.links import link_of
from balai.people import contacts as people
from balai.places.models import Office
from balai.queues.models import Ticket, Wait


def ticket_link(ticket: Ticket) -> str:
    """The whole address that opens the ticket's page: for its holder alone."""
    return link_of("queues:ticket", ticket.token)


def tell(
    kind: str, ticket: Ticket, now: datetime, *, key: str = "", is_awaited: bool = False, **more: object
) -> bool:
    """False when there is nobody to tell."""
    return people.tell(
        f"queues.{kind}", ticket.holder, about=ticket, office=ticket.sitting.office,
        context=facts_of(ticket) | more, now=now, key=key, useful_until=ticket.sitting.ends_at,
        is_awaited=is_awaited,
    )  # fmt: skip


def tell_waiting(
    kind: str, wait: Wait, now: datetime, *, office: Office, until: datetime, key: str = "", **more: object
) -> bool:
    link = link_of("queues:wait", wait.token)
    return people.tell(
        f"queues.{kind}", wait.holder, about=wait, office=office, now=now, key=key, useful_until=until,
        context=more | {"link": link, "office": str(office)},
    )  # fmt: skip


def facts_of(ticket: Ticket) -> dict[str, object]:
    sitting = ticket.sitting
    session, program = sitting.session, sitting.session.program
    starts, ends = (ticket.slot.starts_at, ticket.slot.ends_at) if ticket.slot else (ticket.due_at, None)
    hours = zones.span(starts, ends, sitting.zone) if ends else zones.hour(starts, sitting.zone)
    return {
        "number": ticket.label,
        "code": show_code(ticket.code),
        "program": program.name,
        "service": ticket.service.name,
        "day": zones.day(session.on),
        "hours": hours,
        "place": session.place_text or program.place_text or str(program.office),
        "office": str(program.office),
        "link": ticket_link(ticket),
        "is_free": program.is_free,
    }
