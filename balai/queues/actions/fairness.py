"""Counting what one visitor takes, within the deed that takes it: what is refused was never counted."""

from datetime import timedelta
from functools import partial

from django.conf import settings

from balai.engine.actions import count_with
from balai.programs.models import Session
from balai.queues.rules import refusals
from balai.queues.rules.fairness import Visitor, shares

A_DAY = timedelta(days=1)


def count_place(visitor: Visitor | None, session: Session, *, has_phone: bool, what: str = "place") -> None:
    """One more place of this session; refused when this visitor has had a fair share.

    The window counted in is the session's own day, however early the place is taken; the machinery forgets
    it some days afterwards. Call it last: these rows are held until the deed ends.
    """
    if visitor is None:
        return
    address = settings.BALAI_PLACES_PER_ADDRESS if has_phone else settings.BALAI_PLACES_WITHOUT_PHONE
    for share, most in shares(visitor, has_phone=has_phone, address=address):
        heard = partial(_require_share, most=most, has_phone=has_phone)
        count_with(heard, bucket=f"{what}:{session.pk}:{share}", per=A_DAY, now=session.starts_at)


def _require_share(taken: int, *, most: int, has_phone: bool) -> None:
    if taken > most:
        raise refusals.enough(has_phone=has_phone)
