"""Short forms of days for lists, and the sentence about a session without an officer."""

import re
from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from balai.base import zones
from balai.base.permissions import Permission, allowed
from balai.programs import day_rows
from balai.programs.models import Session
from balai.programs.months import Cell
from balai.programs.outlook import DayLine

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


@register.simple_tag
def date_mark(on: date) -> SafeString:
    return SafeString(day_rows.leaf(on))


@register.simple_tag
def agenda(lines: Iterable[DayLine], named: bool = False) -> SafeString:
    return day_rows.agenda(lines, named=named)


@register.simple_tag
def grid(weeks: Iterable[Iterable[Cell]]) -> SafeString:
    return day_rows.grid(weeks)


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
