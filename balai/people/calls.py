"""Whom an officer may telephone: messages that reach nobody by themselves, at the officer's own offices.

A list says what and since when; the number stands nowhere before it is opened, which is recorded.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from balai.base.permissions import Permission
from balai.notices.models import Notice, NoticeQuerySet
from balai.notices.rules import Channel, State, Why, day_began
from balai.people.contacts import sends_texts
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office

SHOWN = 50
LOOKS_BACK = timedelta(days=7)


def offices_calling(person: object) -> list[Office]:
    return list(offices_where(person, Permission.CONTACT_CALL).order_by("name"))


def seen_by(person: object) -> NoticeQuerySet:
    """Texts of those offices; of a case at risk, or with a hidden name, for the few who may see these."""
    here = offices_where(person, Permission.CONTACT_CALL).values("slug")
    few = offices_where(person, Permission.CASE_NARROW).values("slug")
    open_to = Q(is_narrow=False) | Q(office__in=few)
    return Notice.objects.filter(open_to, channel=Channel.TEXT, office__in=here)


def waiting(person: object) -> QuerySet[Notice]:
    """What is soonest too late comes first."""
    return seen_by(person).to_call().order_by(F("useful_until").asc(nulls_last=True), "due_at", "pk")


def lately_ended(person: object, now: datetime) -> QuerySet[Notice]:
    """What officers ended in the last day: it can be put back."""
    ended = Q(state=State.TOLD) | Q(state=State.GIVEN_UP, why=Why.UNREACHED)
    lately = seen_by(person).filter(ended, due_at__gte=now - timedelta(days=1))
    return lately.exclude(address_sealed="").order_by("-due_at")[:20]


def figures(offices: list[Office], now: datetime) -> list[dict[str, object]]:
    """For each channel of residents: how it stands today, at these offices together."""
    began = min((day_began(now, office.zone) for office in offices), default=now)
    lately = Notice.objects.filter(office__in=[o.slug for o in offices], made_at__gte=now - LOOKS_BACK)
    counted = lately.values("channel").annotate(
        sent=Count("pk", filter=Q(state=State.SENT, sent_at__gte=began)),
        told=Count("pk", filter=Q(state=State.TOLD, sent_at__gte=began)),
        pending=Count("pk", filter=Q(state=State.PENDING)),
        to_call=Count("pk", filter=Q(state=State.TO_CALL)),
        failed=Count("pk", filter=Q(state=State.GIVEN_UP)),
    )
    found = {str(row["channel"]): row for row in counted}
    nothing = {"sent": 0, "told": 0, "pending": 0, "to_call": 0, "failed": 0}
    return [
        {"label": channel.label, "is_text": channel == Channel.TEXT, **found.get(channel.value, nothing)}
        for channel in (Channel.EMAIL, Channel.TEXT)
    ]


def page_of(person: Person, now: datetime) -> dict[str, object]:
    rows = list(waiting(person)[: SHOWN + 1])
    offices = offices_calling(person)
    return {
        "rows": [(row, row.rung_since(but=person.pseudonym, now=now)) for row in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "ended": lately_ended(person, now),
        "figures": figures(offices, now),
        "offices": {office.slug: office.name for office in offices},
        "sends_texts": sends_texts(),
        "most": (settings.BALAI_TEXT_PER_PERSON, settings.BALAI_TEXT_PER_OFFICE),
    }
