"""The waiting line of a desk as HTML: written without a template, since two hundred rows are drawn at once.

A row is kept for all officers, so it holds no link and no key of anybody; the form around it does.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from balai.base import zones
from balai.queues.rules.states import Priority

ROW = (
    '<li class="waiting here"><b>{label}</b><span>{service}<small>{facts}</small>{mark}</span>'
    '<button class="button small quiet" name="ticket" value="{pk}"'
    ' aria-label="Panggil {label} di luar urutan">Panggil</button></li>\n'
)
MARK = ' <span class="mark soon">{}</span>'
NOBODY = "<li><b></b><span>Tidak ada yang menunggu.</span></li>\n"
MARKS = {kind.value: MARK.format(escape(kind.label)) for kind in Priority} | {Priority.NONE.value: ""}


def waiting_rows(rows: Iterable[tuple[Any, ...]], *, zone: str, is_quiet: bool) -> SafeString:
    """`rows` as `desk_readings.waiting` reads them. Every text of a person's is escaped here."""
    names: dict[str, str] = {}
    html = []
    for pk, letter, number, service, due_at, note, counter, priority in rows:
        if service not in names:
            names[service] = "" if is_quiet else escape(service)
        facts = zones.hour(due_at, zone)
        if note:
            facts += " · ada catatan"
        if counter:
            facts += f" · ke loket {int(counter)}"
        html.append(
            ROW.format(
                label=f"{escape(letter)}{int(number):03d}",
                service=names[service],
                facts=escape(facts),
                mark=MARKS[priority],
                pk=int(pk),
            )
        )
    return mark_safe("".join(html) or NOBODY)  # noqa: S308 - each part is escaped above
