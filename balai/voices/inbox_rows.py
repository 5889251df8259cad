"""The inbox as HTML: written without a template, which takes five times as long for a page of rows.

Python's own `escape`, which Django's only wraps: three hundred times a page the wrapper costs more than it.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from balai.base.codes import show_code
from balai.base.sealing import unseal
from balai.base.zones import day, local, local_day, zone_name
from balai.cases.rules.states import Kind, Outcome, State
from balai.cases.rules.terms import end_of

FIRST_WORDS = 140
ROW = (
    '<tr{dim}><th scope="row"><label class="tick"><input type="checkbox" name="kode" value="{code}"'
    ' aria-label="Pilih {shown}"><span><a class="code" href="{url}">{shown}</a></span></label></th>'
    '<td data-label="Isi">{words}</td><td data-label="Topik">{topic}</td>'
    '<td data-label="Janji">{due}</td><td data-label="Keadaan">{state}<br>'
    '<span class="quiet-text">{kind}</span></td></tr>\n'
)
DUE = '<span class="nowrap">{day},</span> <span class="nowrap">{hour}</span>'
LATE, TODAY = '<br><span class="mark late">Terlambat</span>', '<br><span class="mark soon">Hari ini</span>'
RISKY, ERASED = ' <span class="mark full">Berisiko</span>', "<em>Isi sudah dihapus</em>"
OPTION = '<option value="{value}"{state}>{word}</option>'
AREA = '<br><span class="quiet-text">{}</span>'
KINDS, STATES, OUTCOMES = (
    {value: escape(str(word)) for value, word in words.choices} for words in (Kind, State, Outcome)
)
ANY_CODE = "22222222"  # where the code of a row comes in the address


def written(rows: Iterable[tuple[Any, ...]], *, now: datetime) -> SafeString:
    """`rows` as `inbox_readings` reads them. Every text of a person's is escaped here."""
    url, html = reverse("voices:case", args=[ANY_CODE]), []
    for code, kind, state, outcome, narrow, due_at, zone, sealed, topic, area, area_name in rows:
        is_open, code = state != State.CLOSED, escape(code)
        place = area or area_name
        html.append(
            ROW.format(
                dim="" if is_open else ' class="dim"',
                code=code,
                shown=show_code(code),
                url=url.replace(ANY_CODE, code),
                words=(escape(first_words(unseal(sealed))) or ERASED) + (RISKY if narrow else ""),
                topic=escape(topic or "belum dipilah") + (AREA.format(escape(place)) if place else ""),
                due=_due(due_at, zone, now) if due_at else "tidak ada",
                state=STATES[state] if is_open else OUTCOMES[outcome],
                kind=KINDS[kind],
            )
        )
    return mark_safe("".join(html))  # noqa: S308 - each part is escaped above


@lru_cache(maxsize=256)
def options(choices: tuple[tuple[Any, ...], ...], chosen: str = "") -> SafeString:
    """Of a select, from pairs of value and word: mostly the same as the last time."""
    html = [
        OPTION.format(
            value=escape(str(value)), state=" selected" if value == chosen else "", word=escape(str(word))
        )
        for value, word in choices
    ]
    return mark_safe("".join(html))  # noqa: S308 - each part is escaped above


def first_words(text: str) -> str:
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def _due(due_at: datetime, zone: str, now: datetime) -> str:
    here = local(due_at, zone)
    hour = f"{here.hour:02}.{here.minute:02} {zone_name(zone)}"
    said = DUE.format(day=day(here.date()), hour=escape(hour))
    if due_at < now:
        return said + LATE
    return said + (TODAY if due_at <= end_of(local_day(now, zone), zone) else "")
