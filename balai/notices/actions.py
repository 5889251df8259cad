"""Putting a message into the outbox, and taking it back. Nothing here touches the network."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models
from django.template import Context
from django.template.loader import get_template

from balai.base.prepared import insert
from balai.base.sealing import seal
from balai.notices.models import EMPTY, Notice
from balai.notices.rules import OPEN, Channel, State, short_template_of, template_of
from balai.notices.short import fit


def post(
    kind: str,
    *,
    about: models.Model,
    recipient_hash: bytes,
    address_sealed: str,
    channel: str,
    context: Mapping[str, object],
    now: datetime,
    due_at: datetime | None = None,
    key: str = "",
    office: str = "",
    zone: str = "Asia/Jakarta",
    useful_until: datetime | None = None,
    is_awaited: bool = False,
    is_narrow: bool = False,
) -> None:
    """Write this message once for this recipient and thing; asked again, nothing happens.

    Call it inside the action's transaction: the message is there exactly when the deed is.
    """
    notice = Notice(
        kind=kind,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        key=key,
        channel=channel,
        recipient_hash=recipient_hash,
        address_sealed=address_sealed,
        text_sealed=seal(text_of(template_of(kind), context)),
        short_sealed=seal(fit(text_of(short_template_of(kind), context))) if channel == Channel.TEXT else "",
        office=office,
        zone=zone,
        useful_until=useful_until,
        is_awaited=is_awaited,
        is_narrow=is_narrow,
        due_at=due_at or now,
        made_at=now,
    )
    insert(notice, once=True)


def text_of(name: str, context: Mapping[str, object]) -> str:
    """A plain text: nothing is escaped for HTML."""
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(context), autoescape=False)))


def withdraw(*kinds: str, about: models.Model) -> int:
    """What is not sent yet will not be, nor telephoned: of these kinds, or of all. Its text goes at once."""
    waiting = Notice.objects.about(about).open()
    if kinds:
        waiting = waiting.filter(kind__in=kinds)
    return waiting.update(state=State.WITHDRAWN, **EMPTY)


def withdraw_from(recipients: Sequence[bytes]) -> int:
    """What is not sent yet to this person will not be, whatever it is about. Its text is gone at once."""
    waiting = Notice.objects.filter(state__in=OPEN, recipient_hash__in=list(recipients))
    return waiting.update(state=State.WITHDRAWN, **EMPTY) if recipients else 0


def forget(*, about: models.Model) -> int:
    """Everything about this thing goes: what waits is withdrawn, what was sent loses text and address."""
    withdraw(about=about)
    return Notice.objects.about(about).exclude(**EMPTY).update(**EMPTY)


def allow_again(*kinds: str, about: models.Model) -> int:
    """What was withdrawn unsent may be posted anew: the thing is back. What was sent stays sent."""
    return Notice.objects.about(about).filter(state=State.WITHDRAWN, kind__in=kinds).delete()[0]
