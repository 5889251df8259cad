"""Officers: programmes, their rules with a preview, their sessions, pauses, publishing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock, zones
from balai.base.audience import requires
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.programs import actions, calendar
from balai.programs.actions.series import becoming
from balai.programs.actions.sessions import find_session
from balai.programs.actions.touched import Touched, affected_sessions, touched_session
from balai.programs.checks import booked_everywhere, missing_everywhere, takes_bookings_anywhere
from balai.programs.forms import (
    AddForm,
    CancelForm,
    DecideForm,
    FactsForm,
    MoveForm,
    NewProgramForm,
    PauseForm,
    ResumeForm,
    RuleForm,
    facts_initial,
    rule_initial,
)
from balai.programs.models import Pause, Program, RuleVersion
from balai.programs.outlook import DayLine, ahead, outlook

PREVIEW = 20


@requires(Permission.PROGRAM_EDIT)
def programs(request: HttpRequest) -> HttpResponse:
    found = Program.objects.editable_by(request.user).with_series().order_by("office__name", "name")
    now = clock.now()
    rows = [
        {"program": p, "view": outlook(p, now=now, count=1), "missing": missing_everywhere(p)} for p in found
    ]
    return render(request, "programs/manage/list.html", {"rows": rows})


@requires(Permission.PROGRAM_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    form = NewProgramForm(request.POST or None, by=request.user)
    made = form.attempt(actions.create_program, by=request.user, now=clock.now())
    if made:
        return redirect("programs:manage_program", made.slug)
    return render(request, "programs/manage/facts.html", {"form": form})


@requires(Permission.PROGRAM_EDIT)
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk of one programme: what is missing, what comes, what was changed."""
    found = _program(request, slug)
    view = outlook(found, now=clock.now(), count=PREVIEW)
    sessions = _booked(found, view.lines)
    context = {
        "program": found,
        "view": view,
        "missing": missing_everywhere(found),
        "sessions": sessions,
        "shows_booked": takes_bookings_anywhere(found) or any(row["booked"] for row in sessions),
        "versions": sorted(found.series.rules.all(), key=lambda rule: rule.starts_on),
        "pauses": [pause for pause in found.pauses.all() if _is_ahead(pause, found)],
    }
    return render(request, "programs/manage/program.html", context)


@requires(Permission.PROGRAM_EDIT)
def facts(request: HttpRequest, slug: str) -> HttpResponse:
    found = _program(request, slug)
    form = FactsForm(request.POST or None, initial=facts_initial(found))
    if form.attempt(actions.edit_program, program=found, by=request.user, now=clock.now()):
        return redirect("programs:manage_program", slug)
    return render(request, "programs/manage/facts.html", {"form": form, "program": found})


@requires(Permission.PROGRAM_EDIT)
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the days: first a look at the next 20 openings and the sessions touched, then save."""
    found, now = _program(request, slug), clock.now()
    form = RuleForm(request.POST or None, initial=rule_initial(_latest(found), _tomorrow(found, now)))
    wants = request.POST.get("langkah") == "simpan"
    saved = form.attempt(actions.change_rule, program=found, by=request.user, now=now) if wants else None
    if saved:
        return redirect("programs:manage_program", slug)
    context = {"form": form, "program": found, **_preview(found, form, now)}
    return render(request, "programs/manage/rule.html", context)


@require_POST
@requires(Permission.PROGRAM_PUBLISH)
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    actions.publish(program=_program(request, slug), by=request.user, now=clock.now())
    return redirect("programs:manage_program", slug)


@require_POST
@requires(Permission.PROGRAM_PUBLISH)
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    actions.withdraw(program=_program(request, slug), by=request.user, now=clock.now())
    return redirect("programs:manage_program", slug)


@requires(Permission.PROGRAM_PUBLISH)
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    found, now = _program(request, slug), clock.now()
    form = PauseForm(request.POST or None, initial={"starts_on": _tomorrow(found, now)})
    if form.attempt(actions.pause_program, program=found, by=request.user, now=now):
        return redirect("programs:manage_program", slug)
    context = {"form": form, "program": found, "touched": _named(found, form)}
    return render(request, "programs/manage/pause.html", context)


@requires(Permission.PROGRAM_PUBLISH)
def resume(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found, now = _program(request, slug), clock.now()
    row = get_object_or_404(Pause, pk=pk, program=found)
    form = ResumeForm(request.POST or None, initial={"resumes_on": _tomorrow(found, now)})
    if form.is_valid() and form.attempt(_resumed, pause=row, by=request.user, now=now):
        return redirect("programs:manage_program", slug)
    return render(request, "programs/manage/resume.html", {"form": form, "program": found, "pause": row})


@requires(Permission.PROGRAM_EDIT)
def day(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """One day of a programme: cancel, move, decide, add."""
    found, now = _program(request, slug), clock.now()
    step = request.POST.get("langkah", "")
    initial = day_initial(found, on)
    forms = {
        name: make(request.POST if name == step else None, prefix=name, initial=initial)
        for name, (make, _) in DAY_STEPS.items()
    }
    if step in forms:
        action = DAY_STEPS[step][1]
        if forms[step].attempt(action, program=found, on=on, by=request.user, now=now):
            return redirect("programs:manage_day", slug, on)
    return render(request, "programs/manage/day.html", _day_context(found, on, forms, now))


DAY_STEPS: dict[str, tuple[type[ActionForm], Callable[..., Any]]] = {
    "batal": (CancelForm, actions.cancel_session),
    "pindah": (MoveForm, actions.move_session),
    "putuskan": (DecideForm, actions.decide_session),
    "tambah": (AddForm, actions.add_session),
}


def day_initial(program: Program, on: date) -> dict[str, object]:
    """A move begins with the hours and the place of the day as it is."""
    found = calendar.day(program, on)
    begins, ends = found.starts_at, found.ends_at
    hours = {"opens": begins.time(), "closes": ends.time()} if begins and ends else {}
    return {**hours, "place_text": found.place}


def _program(request: HttpRequest, slug: str) -> Program:
    return get_object_or_404(Program.objects.editable_by(request.user).with_series(), slug=slug)


def _tomorrow(program: Program, now: datetime) -> date:
    return zones.local_day(now, program.zone) + timedelta(days=1)


def _is_ahead(row: Pause, program: Program) -> bool:
    return row.ends_on is None or row.ends_on >= zones.local_day(clock.now(), program.zone)


def _latest(program: Program) -> RuleVersion | None:
    return max(program.series.rules.all(), key=lambda version: version.starts_on, default=None)


def _booked(program: Program, lines: list[DayLine]) -> list[dict[str, object]]:
    """The lines with the people who count on them."""
    held = program.sessions.not_over(clock.now()).annotate(desk_count=Count("desks"))
    rows = {row.planned_on: row for row in held}
    return [
        {
            "line": line,
            "session": rows.get(line.day.planned_on),
            "desks": getattr(rows.get(line.day.planned_on), "desk_count", 0),
            "booked": booked_everywhere(rows[line.day.planned_on]) if line.day.planned_on in rows else 0,
        }
        for line in lines
    ]


def _preview(program: Program, form: RuleForm, now: datetime) -> dict[str, object]:
    """The next openings and the touched sessions under the rule as it stands in the form."""
    if not form.is_bound or not form.is_valid():
        return {}
    try:
        series = becoming(program, form.terms(), form.cleaned_data["starts_on"])
    except RuleBroken as broken:
        field = broken.details.get("field")
        form.add_error(str(field) if field in form.fields else None, broken.message)
        return {}
    today = zones.local_day(now, program.zone)
    days = ahead(series, now, today, calendar.almanac_from(today), PREVIEW)
    touched = affected_sessions(program, series, now=now)
    return {
        "preview": [DayLine(program, day) for day in days],
        "is_previewed": True,
        "touched": touched,
        "unbooked": [case for case in touched if not case.needs_a_word],
    }


def _named(program: Program, form: ActionForm) -> list[Touched]:
    """The sessions that a refused action named, since people or agencies count on them."""
    named = form.broken.details.get("sessions", []) if form.broken else []
    rows = program.sessions.filter(pk__in=named).order_by("on")  # type: ignore[misc]
    return [touched_session(row, calendar.day(program, row.on)) for row in rows]


def _resumed(**kwargs: Any) -> bool:
    actions.resume_program(**kwargs)
    return True


def _day_context(
    program: Program, on: date, forms: dict[str, ActionForm], now: datetime
) -> dict[str, object]:
    session = find_session(program, on)
    today = calendar.day(program, on)
    return {
        "program": program,
        "on": on,
        "line": DayLine(program, today),
        "why": calendar.why(program, on),
        "session": session,
        "booked": booked_everywhere(session) if session else 0,
        "is_over": on < zones.local_day(now, program.zone),
        "forms": forms,
    }
