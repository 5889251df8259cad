"""Officers: whose turn it is on the coming work days."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock, zones
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.people.models import Person
from balai.places.models import Neighbourhood
from balai.programs import actions, calendar
from balai.programs.forms import FillForm, TurnsForm
from balai.programs.models import Program
from balai.programs.rules.turns import Waiting, suggest
from balai.programs.turns import coming_days, turns_between, waiting_at, words_of

USUAL = 2  # RTs that are ticked for a day on which nobody was before


@requires(Permission.PROGRAM_EDIT)
def turns(request: HttpRequest, slug: str) -> HttpResponse:
    """The coming days with their RTs; also on paper."""
    program, now = _program(request, slug), clock.now()
    form, by = FillForm(request.POST or None), cast(Person, request.user)
    filled = form.attempt_once(
        actions.fill_turns, answer=str, purpose=f"turns.{program.pk}", now=now, program=program, by=by
    )
    if filled is not None:
        messages.success(request, f"{filled} hari terisi." if filled != "0" else "Semua hari sudah terisi.")
        return redirect("programs:turns", slug)
    context = {
        "program": program,
        "office": program.office,
        "rows": _rows(program, zones.local_day(now, program.zone)),
        "has_rts": Neighbourhood.objects.of(program.office).exists(),
        "may_list": allowed(by, Permission.OFFICE_EDIT, at=program.office),
        "form": form,
        "now": now,
    }
    return render(request, "programs/manage/turns.html", context, status=422 if form.errors else 200)


def _rows(program: Program, today: date) -> list[dict[str, Any]]:
    days = coming_days(program, today)
    found = turns_between(program, days[0].on, days[-1].on) if days else {}
    return [
        {"day": day, "hours": zones.span(*day.span, program.zone), "words": words_of(found.get(day.on, ()))}
        for day in days
    ]


@requires(Permission.PROGRAM_EDIT)
def day_turns(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Tick boxes of one day. Until somebody saved, those who were longest not on are ticked."""
    program, now = _program(request, slug), clock.now()
    rts = Neighbourhood.objects.of(program.office)
    form, by = TurnsForm(request.POST or None, rts=rts), cast(Person, request.user)
    if form.attempt(actions.set_turns, program=program, on=on, by=by, now=now):
        messages.success(request, "Giliran tersimpan.")
        return redirect("programs:turns", slug)
    day = calendar.day(program, on)
    there = turns_between(program, on, on).get(on, [])
    chosen = {turn.neighbourhood_id for turn in there}
    waiting = waiting_at(program, but=on)
    asked = {row.pk for row in suggest(waiting, many=USUAL)}
    ticked = _sent(form) if form.is_bound else chosen or asked
    context = {
        "program": program,
        "office": program.office,
        "on": on,
        "day": day,
        "is_over": day.is_open and day.span[1] <= now,
        "words": words_of(there),
        "why": calendar.why(program, on),
        "rws": _by_rw(waiting, rts, ticked),
        "is_new": not chosen and not form.is_bound,
        "form": form,
    }
    status = 200 if not form.is_bound else 409 if form.broken else 422
    return render(request, "programs/manage/day_turns.html", context, status=status)


def _sent(form: TurnsForm) -> set[int]:
    sent = cast(QueryDict, form.data).getlist("chosen")
    return {int(key) for key in sent if key.isdecimal()}


def _by_rw(waiting: list[Waiting], rts: Any, ticked: set[int]) -> dict[int, list[dict[str, Any]]]:
    streets = {row.pk: row.streets for row in rts}
    found: dict[int, list[dict[str, Any]]] = {}
    for row in waiting:
        one = {"row": row, "streets": streets.get(row.pk, ""), "ticked": row.pk in ticked}
        found.setdefault(row.rw, []).append(one)
    return found


def _program(request: HttpRequest, slug: str) -> Program:
    return get_object_or_404(Program.objects.editable_by(request.user).with_series(), slug=slug)
