"""Those who spoke hear that something was done: once each, a link and no word of the matter."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from balai.people.contacts import tell
from balai.voices.models import Cell, Deed, Proposal, Voice
from balai.voices.rules.trends import UNSORTED, Table
from balai.voices.trends.facts import in_month


def tell_those_who_spoke(of: Deed | Proposal, now: datetime, *, key: str = "") -> None:
    """Asked again, the outbox keeps each notice once."""
    link = settings.BALAI_URL + reverse("voices:trends", args=[of.office.slug])
    for voice in speakers(of):
        context = {"office": of.office.name, "link": link}
        tell("voices.trend", voice.identity, about=of, office=of.office, context=context, now=now, key=key)


def speakers(of: Deed | Proposal) -> Iterator[Voice]:
    """Never of what is or became sensitive, or of risk: a message could be read by whom they fear."""
    cell = of.cell
    if cell.table != Table.TOPIC:
        return iter(())
    return _reachable(cell, of).select_related("identity").iterator()


def _reachable(cell: Cell, of: Deed | Proposal) -> "QuerySet[Voice]":
    topic = Q(topic=None) if cell.key == UNSORTED else Q(topic__slug=cell.key, topic__is_sensitive=False)
    voices = Voice.objects.filter(
        topic, case__office=of.office, case__is_narrow=False, identity__isnull=False
    )
    period = cell.period
    months = [period.month] if period.month else range(1, 13)
    found = voices.none()
    for month in months:
        found = found | in_month(voices, period.city, period.year, month)
    return found.order_by("pk")
