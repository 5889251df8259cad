"""Short forms of days for lists, and the sentence about a session without an officer."""

import re
from datetime import date

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from balai.base import zones
from balai.base.permissions import Permission, allowed
from balai.programs.models import Session

register = template.Library()
HOURS = re.compile(r"\d{2}\.\d{2}–\d{2}\.\d{2} WI(?:B|TA|T)\b")


@register.filter
def may(person: object, permission: str) -> bool:
    """No door is shown to whom it would stay shut."""
    return allowed(person, Permission(permission))


@register.filter
def keep_hours(words: str) -> SafeString:
    """Hours inside a sentence do not break."""
    parts, start = [], 0
    for match in HOURS.finditer(words):
        parts += [
            escape(words[start : match.start()]),
            format_html('<span class="nowrap">{}</span>', match[0]),
        ]
        start = match.end()
    return SafeString("".join([*parts, escape(words[start:])]))


@register.filter
def iso(on: date) -> str:
    return on.isoformat()


@register.simple_tag
def date_mark(on: date) -> SafeString:
    """A small leaf of a calendar: Min 24 Mei. A month has dozens, so it is no template of its own."""
    weekday, month = zones.WEEKDAYS[on.weekday()][:3], zones.MONTHS[on.month - 1][:3]
    parts = f"<small>{weekday}</small><b>{on.day}</b><small>{month}</small>"
    return SafeString(f'<time class="date" datetime="{on.isoformat()}">{parts}</time>')


@register.filter
def month_name(on: date) -> str:
    return f"{zones.MONTHS[on.month - 1]} {on.year}"


@register.filter
def unstaffed_words(session: Session) -> str:
    day = zones.day(session.on)
    return f"Untuk {day} belum ada petugas yang memastikan hadir. Lihat lagi sebelum berangkat."


@register.filter
def chosen(decisions: dict[int, str], pk: int) -> str:
    """What was already decided for this session, so that a refused form keeps it."""
    return decisions.get(pk, "")
