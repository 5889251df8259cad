from datetime import date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from balai.base import clock
from balai.base.audience import public, signed_in
from balai.base.cookies import keep_cookie
from balai.base.permissions import Permission
from balai.catalogue.statements import offered_slugs
from balai.catalogue.views.public import service_context
from balai.catalogue.views.visitor import OFFICE_COOKIE, visitors_office
from balai.front.closing import public_state
from balai.front.doors import doors, lines_of, office_door, programs_of, programs_serving
from balai.front.rooms import floors_for
from balai.front.waiting import waiting_for
from balai.people.models import Assignment, Person
from balai.people.roles import GRANTS
from balai.people.rules import Role
from balai.performance.readings import on_session_page
from balai.places.models import Office
from balai.programs import calendar
from balai.programs.models import Program, Session
from balai.programs.outlook import desks_of
from balai.programs.pairs import pairs_on
from balai.programs.readings import session_held, shown_program
from balai.programs.results import worked
from balai.programs.rules import why
from balai.programs.talks import talk_on
from balai.programs.turns import turns_on, words_of
from balai.queues.readings import places_left, services_told
from balai.voices.board_readings import takes_questions
from balai.voices.spot_readings import spots_on, takes_spots
from balai.voices.trends.reading import has_public

# What people ask for most at a kecamatan, in their own words; shown where the service exists.
CHIPS = [
    ("KTP hilang", "ktp-el-hilang"),
    ("KTP pertama", "ktp-el-pertama"),
    ("Pisah KK", "kk-pisah"),
    ("Akta lahir", "akta-kelahiran"),
    ("Pindah rumah", "pindah-keluar"),
    ("Ahli waris", "ahli-waris"),
]


@public
def home(request: HttpRequest) -> HttpResponse:
    office = visitors_office(request)
    if office is None:
        return render(request, "front/empty.html")
    return _home(request, office)


@public
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page for another office, which is remembered on this phone."""
    found = get_object_or_404(Office.objects.active().select_related("place"), slug=slug)
    response = _home(request, found)
    keep_cookie(response, OFFICE_COOKIE, slug, seconds=180 * 24 * 3600)
    return response


def _home(request: HttpRequest, office: Office) -> HttpResponse:
    now = clock.now()
    almanac = calendar.almanac_from(now.date())
    found = doors(programs_of(office), now, almanac)
    offered = offered_slugs([slug for _, slug in CHIPS], office)
    context = {
        "office": office,
        "chips": [(text, slug) for text, slug in CHIPS if slug in offered],
        "here": [door for door in found if door.program.office_id == office.pk],
        "elsewhere": [door for door in found if door.program.office_id != office.pk],
        "counter": office_door(office, now, almanac),
        "has_trends": has_public(office),
    }
    return render(request, "front/home.html", context)


@public
def offices(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "front/offices.html",
        {"offices": Office.objects.active().select_related("place").order_by("name")},
    )


@public
def session(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """One opening: when, where, what is served, how many places are left; or why it is closed."""
    program = shown_program(slug)
    if program is None:
        raise Http404
    now = clock.now()
    almanac = calendar.almanac_from(on)
    found = calendar.day(program, on, almanac)
    following = calendar.next_opening(program, after=max(now, _end_of(on, program)), almanac=almanac)
    room = places_left({program.pk: on}, now).get(program.pk)
    context = {
        "office": program.office,
        "program": program,
        "day": found,
        "why": why(found, following, almanac),
        "following": following,
        "is_over": bool(found.ends_at and found.ends_at <= now),
        "desks": desks_of(program, on),
        "talk": talk_on(program.pk, found.on),
        "free": room[0] if room else None,
        "line": bool(lines_of([program.pk])),
        "asks": takes_questions(program.pk, on),
        "spots": spots_on(program, found.on, found.place, now) if takes_spots(program.pk) else None,
        "services": services_told(program.pk),
    }
    held = session_held(program, on)
    context |= work_on(program, on, held) | public_state(held, now) | on_session_page(held, now)
    return render(request, "front/session.html", context)


def work_on(program: Program, on: date, held: Session | None) -> dict[str, object]:
    """Whose turn it is, what got done, before and after; nothing is asked where nothing is recorded."""
    found: dict[str, object] = {
        "turns": "",
        "worked": None,
        "pairs": pairs_on(program.pk, on) if program.records else [],
    }
    if not program.takes_results:
        return found
    return found | {"turns": words_of(turns_on(program.pk, on)), "worked": worked(held) if held else None}


def _end_of(on: date, program: Program) -> datetime:
    return datetime.combine(on + timedelta(days=1), time.min, tzinfo=ZoneInfo(program.zone))


@public
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service, with the programmes that serve it next."""
    office = visitors_office(request)
    context = service_context(request, slug, visitor=office)
    off = context["seen"].not_served
    programs = programs_serving(slug, office, most=3, off_at=off.office_id if off else None)
    context |= {"office": office, "doors": doors(programs, clock.now())}
    return render(request, "front/service.html", context)


@public
def levy(request: HttpRequest) -> HttpResponse:
    return render(request, "front/levy.html", {"offices": Office.objects.active().exclude(phone_public="")})


@signed_in
def manage(request: HttpRequest) -> HttpResponse:
    held = list(
        Assignment.objects.in_force(clock.now()).filter(person=request.user.pk).select_related("office")
    )
    granted = {permission for assignment in held for permission in GRANTS[assignment.role]}
    gaps = Session.objects.gaps_of(request.user, clock.now()) if Permission.ROSTER_EDIT in granted else []
    is_liaison = bool(held) and all(assignment.role == Role.LIAISON for assignment in held)
    waiting = list(waiting_for(cast(Person, request.user), granted, clock.now()))
    context = {
        "assignments": held,
        "floors": list(floors_for(granted, is_liaison=is_liaison)),
        "gaps": gaps,
        "waiting": waiting,
    }
    return render(request, "front/manage.html", context)
