"""Telling the person that there is news: once for each step, by the way they chose, without a word of it.

Whoever finds the message learns a code and where to look it up. With a PIN that is all it says; without one
the link is the only way in, so an e-mail carries it (docs/decisions/telling.md).
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from balai.base.codes import show_code
from balai.notices.actions import post
from balai.people.contacts import address_of
from balai.voices.models import Voice


@transaction.atomic
def tell_news(*, voice: Voice, move: int, now: datetime) -> bool:
    """False when there is nobody to tell. Asked again for the same step, nothing happens."""
    changed = Voice.objects.filter(pk=voice.pk, told_move__lt=move).update(told_move=move)
    to = address_of(voice.identity)
    if not changed or to is None:
        return False
    channel, recipient, sealed = to
    where = reverse("voices:track") if voice.case.pin_hash else reverse("voices:own", args=[voice.case.token])
    post(
        "voices.news", about=voice, recipient_hash=recipient, address_sealed=sealed, channel=channel,
        context={
            "code": show_code(voice.case.code), "link": settings.BALAI_URL + where,
            "needs_pin": bool(voice.case.pin_hash),
        },
        now=now, key=str(move),
    )  # fmt: skip
    return True
