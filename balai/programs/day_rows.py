"""Days of schedules as HTML: written without a template, since a month is a grid of forty-two and a list."""

from collections.abc import Iterable
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from balai.base import zones
from balai.base.templatetags.balai import address_of
from balai.programs.months import Cell
from balai.programs.outlook import DayLine
from balai.programs.rules import DayState

ROW = '<li{closed} id="{name}-{iso}">{leaf}<div>{head}{told}{why}</div></li>\n'
LEAF = '<time class="date" datetime="{}"><small>{}</small><b>{}</b><small>{}</small></time>'
NAME = '<h3><a href="{}">{}</a></h3>'
HOURS = '<span class="nowrap">{}</span>'
LINKED = '<a href="{}"><span class="unseen">{}, </span>{}</a>'
OPEN = '<p class="when">{}</p><p>{}</p>'
MARKS = {
    DayState.UNDECIDED: '<p><span class="mark wait">Belum pasti</span></p>',
    DayState.CLOSED: '<p><span class="mark closed">Tutup</span></p>',
}
WORDS = {DayState.OPEN: "", DayState.UNDECIDED: "Belum pasti: ", DayState.CLOSED: "Tutup: "}
CHANGED = "<strong>Diubah.</strong> "
FULL = '<td class="{}"><a href="#hari-{}"><b>{}</b>{}</a></td>'
EMPTY = '<td class="{}"><span><b>{}</b>{}</span></td>'


def agenda(lines: Iterable[DayLine], *, named: bool) -> SafeString:
    """One item for each day; `named`: says which programme, else leads to the day's own page."""
    return mark_safe("".join(_row(line, named) for line in lines))  # noqa: S308 - each part is escaped


def grid(weeks: Iterable[Iterable[Cell]]) -> SafeString:
    """The rows of a month's table."""
    rows = ("<tr>" + "".join(_cell(cell) for cell in week) + "</tr>\n" for week in weeks)
    return mark_safe("".join(rows))  # noqa: S308 - each part is escaped


def leaf(on: date) -> str:
    """A small leaf of a calendar: Min 24 Mei."""
    return LEAF.format(
        on.isoformat(), zones.WEEKDAYS[on.weekday()][:3], on.day, zones.MONTHS[on.month - 1][:3]
    )


def _row(line: DayLine, named: bool) -> str:
    day, program = line.day, line.program
    why = (CHANGED if day.is_changed else "") + escape(line.because) if line.needs_a_word else ""
    return ROW.format(
        closed="" if day.is_open else ' class="closed"',
        name=escape(program.slug) if named else "pada",
        iso=day.on.isoformat(),
        leaf=leaf(day.on),
        head=NAME.format(address_of("programs:program", program.slug), escape(program.name)) if named else "",
        told=_opening(line, named) if day.is_open else MARKS[day.state],
        why=f'<p class="why">{why}</p>' if why else "",
    )


def _opening(line: DayLine, named: bool) -> str:
    day, hours = line.day, HOURS.format(escape(line.hours))
    session = "" if named else address_of("front:session", line.program.slug, day.on)
    return OPEN.format(
        LINKED.format(session, zones.day(day.on), hours) if session else hours, escape(day.place)
    )


def _cell(cell: Cell) -> str:
    if cell.lines:
        names = (f" <span>{WORDS[line.day.state]}{escape(line.program.name)}</span>" for line in cell.lines)
        return FULL.format(cell.classes, cell.number, cell.number, "".join(names))
    holiday = f" <span>{escape(cell.holiday)}</span>" if cell.holiday and not cell.is_out else ""
    return EMPTY.format(cell.classes, cell.number, holiday)
