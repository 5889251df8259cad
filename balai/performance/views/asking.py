"""Officers: what a programme asks, and the lesson of one session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission
from balai.performance import actions
from balai.performance.asking import again_of
from balai.performance.forms import LessonForm, PulseForm
from balai.performance.models import Lesson, Pulse
from balai.performance.views.desk import CRUMBS, session_of
from balai.programs.models import Program


@requires(Permission.PROGRAM_EDIT)
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Program.objects.editable_by(request.user).select_related("office")
    program = get_object_or_404(rows, slug=slug)
    pulse = Pulse.objects.filter(program=program).first()
    lines = [row.text for row in pulse.statements.asked()] if pulse else []
    initial = {"statements": "\n".join(lines), "asks_use": bool(pulse and pulse.asks_use)}
    form = PulseForm(request.POST or None, initial=initial)
    if form.attempt(actions.set_pulse, program=program, by=request.user, now=clock.now()):
        messages.success(request, "Tersimpan. Berlaku untuk acara yang sedang berjalan dan berikutnya.")
        return redirect("performance:settings", slug)
    context = {"program": program, "form": form, "crumbs": CRUMBS}
    status = 409 if form.broken else 422 if form.errors else 200
    return render(request, "performance/desk/settings.html", context, status=status)


@requires(Permission.PROGRAM_EDIT)
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk, Permission.PROGRAM_EDIT)
    found = Lesson.objects.filter(session=session).select_related("session").first()
    form = LessonForm(request.POST or None, initial=LessonForm.initial_of(found))
    if form.attempt(actions.set_lesson, session=session, by=request.user, now=clock.now()):
        messages.success(request, "Pelajaran tersimpan.")
        return redirect("performance:lesson", pk)
    context = {
        "session": session, "program": session.program, "form": form, "lesson": found, "crumbs": CRUMBS,
        "again": again_of(found, session.program_id) if found else None,
    }  # fmt: skip
    status = 409 if form.broken else 422 if form.errors else 200
    return render(request, "performance/desk/lesson.html", context, status=status)


@require_POST
@requires(Permission.PROGRAM_EDIT)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk, Permission.PROGRAM_EDIT)
    found = get_object_or_404(Lesson.objects.select_related("session__program__office"), session=session)
    try:
        actions.drop_lesson(lesson=found, by=request.user, now=clock.now())
        messages.success(request, "Pelajaran dilepas dari acara ini.")
    except RuleBroken as broken:
        messages.warning(request, broken.message)
    return redirect("performance:lesson", pk)
