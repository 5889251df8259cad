"""What residents see: a programme, an office's month, what comes everywhere, poster and calendar feeds."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import http_date, parse_http_date_safe

from balai.base import clock, zones
from balai.base.audience import public
from balai.base.qr import qr_svg
from balai.places.models import Office
from balai.programs.beside import pieces
from balai.programs.feeds import Feed, feed_of
from balai.programs.models import Program
from balai.programs.months import Month
from balai.programs.outlook import days_of, desks_of, nearby, outlook, poster_lines
from balai.programs.pairs import newest_of
from balai.programs.readings import (
    active_office,
    programs_at,
    shown_program,
    shown_programs,
    unstaffed_sessions,
)
from balai.programs.results import year_of
from balai.programs.rules.sentences import listing

AGENDA_DAYS = 30
QR_TITLE = "Kode QR halaman program"


@public
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, the next opening, and why a usual day is closed."""
    found = _program(slug)
    view = outlook(found, now=clock.now())
    unstaffed = unstaffed_sessions(found.pk, clock.now())
    feed = request.build_absolute_uri(reverse("programs:program_feed", args=[slug]))
    context = {"program": found, "office": found.office, "view": view, "unstaffed": unstaffed}
    context["pairs"] = newest_of(found.pk) if found.records else []
    year = zones.local_day(clock.now(), found.zone).year
    context |= {"year": year, "done": year_of(found, year) if found.takes_results else None}
    context["desks"] = desks_of(found, view.following.day.on) if view.following else None
    context["pieces"] = pieces(found, clock.now())
    context |= nearby(found, request.GET.get("wilayah", ""), now=clock.now())
    return render(request, "programs/program.html", context | _subscription(feed))


@public
def everywhere(request: HttpRequest) -> HttpResponse:
    """The coming days of all offices."""
    now = clock.now()
    programs = sorted(shown_programs(), key=lambda program: program.name)
    offices = sorted({program.office for program in programs}, key=lambda office: office.name)
    today = zones.local_day(now, offices[0].zone if offices else "Asia/Jakarta")
    days = days_of(programs, today, today + timedelta(days=AGENDA_DAYS))
    return render(request, "programs/agenda.html", {"days": sorted(days.items()), "offices": offices})


@public
def office_month(request: HttpRequest, slug: str, year: int = 0, month: int = 0) -> HttpResponse:
    """One month of one office."""
    office = active_office(slug)
    if office is None:
        raise Http404
    today = zones.local_day(clock.now(), office.zone)
    shown = _month(year, month) if year else today.replace(day=1)
    programs = programs_at(office.pk)
    feed = request.build_absolute_uri(reverse("programs:office_feed", args=[slug]))
    context = {"office": office, "month": Month.of(shown, programs, today=today)}
    return render(request, "programs/month.html", context | _subscription(feed))


@public
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A4 for the wall; says DIUBAH when something changed."""
    found = _program(slug)
    address = request.build_absolute_uri(reverse("programs:program", args=[slug]))
    view = outlook(found, now=clock.now(), count=4)
    context = {
        "program": found,
        "office": found.office,
        "view": view,
        "qr": qr_svg(address, title=QR_TITLE),
        "lines": poster_lines(view),
    }
    context["changed"] = listing(zones.day(line.day.planned_on) for line in view.changed)
    return render(request, "programs/poster.html", context | {"now": clock.now()})


@public
def program_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = _program(slug)
    return _calendar(request, feed_of(found.name, [found], now=clock.now()), slug)


@public
def office_feed(request: HttpRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(Office.objects.active(), slug=slug)
    programs = Program.objects.published().filter(office=office).with_series().order_by("slug")
    return _calendar(request, feed_of(f"Jadwal {office}", programs, now=clock.now()), slug)


def _program(slug: str) -> Program:
    found = shown_program(slug)
    if found is None:
        raise Http404
    return found


def _month(year: int, month: int) -> date:
    if not (2020 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)


def _subscription(feed: str) -> dict[str, str]:
    return {"feed": feed, "webcal": "webcal" + feed[feed.index("://") :]}


def _calendar(request: HttpRequest, feed: Feed, name: str) -> HttpResponse:
    """The calendar, or 304 when the phone has it already."""
    etag, changed = f'"{feed.etag}"', int(feed.changed_at.timestamp())
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    tags = request.headers.get("If-None-Match")
    is_same = etag in tags if tags else since is not None and changed <= since
    response = HttpResponse(status=304) if is_same else HttpResponse(feed.body)
    for name_of, value in {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'inline; filename="{name}.ics"',
        "ETag": etag,
        "Last-Modified": http_date(changed),
        "Cache-Control": "public, max-age=900",
    }.items():
        response[name_of] = value
    return response
