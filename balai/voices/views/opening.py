"""Who spoke: opened with a reason, once, on this page alone. And a case of risk in an emergency."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.codes import read_code
from balai.base.errors import RuleBroken
from balai.base.permissions import Permission, allowed
from balai.cases import actions as cases
from balai.cases.models import Case, Glass
from balai.people.actions import open_identity
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.voices.forms.desk import GlassForm, ReasonForm
from balai.voices.models import Voice
from balai.voices.rules.words import Naming
from balai.voices.views.desk import seen

SHOWN = 200


@requires(Permission.IDENTITY_OPEN)
def identity(request: HttpRequest, code: str) -> HttpResponse:
    """The reason is asked first; the name stands on the answer to this one request and nowhere else."""
    voice, by, now = seen(request, code), cast(Person, request.user), clock.now()
    form = ReasonForm(request.POST or None)
    opened = None
    if voice.identity and not _is_kept_from(voice, by):
        opened = form.attempt(
            open_identity, identity=voice.identity, office=voice.case.office, by=by, now=now
        )
    context = {
        "voice": voice, "case": voice.case, "form": form, "opened": opened,
        "is_kept_from_me": _is_kept_from(voice, by),
    }  # fmt: skip
    return render(request, "voices/desk/identity.html", context, status=409 if form.broken else 200)


def _is_kept_from(voice: Voice, by: Person) -> bool:
    """Anonim was promised: only who listened, and who may see all of risk here, can open it."""
    if voice.naming != Naming.ANONYMOUS or voice.case.listener_id == by.pk:
        return False
    return not allowed(by, Permission.CASE_NARROW, at=voice.case.office)


@requires(Permission.IDENTITY_OPEN)
def emergency(request: HttpRequest) -> HttpResponse:
    """By its code. A code that is not of this office's says the same as one that never was."""
    by, now = cast(Person, request.user), clock.now()
    form = GlassForm(request.POST or None)

    def break_it(code: str, reason: str) -> Glass:
        mine = Case.objects.filter(office__in=offices_where(by, Permission.IDENTITY_OPEN))
        case = mine.select_related("office").filter(code=read_code(code) or "").first()
        if case is None:
            raise RuleBroken("glass.unknown", "Kode itu tidak ada di kantor Anda.", field="code")
        return cases.break_glass(case=case, reason=reason, by=by, now=now)

    glass = form.attempt(break_it)
    if glass:
        messages.success(request, "Terbuka selama 60 menit. Orang kedua sudah diberi tahu.")
        return redirect("voices:case", glass.case.code)
    return render(request, "voices/desk/emergency.html", {"form": form}, status=409 if form.broken else 200)


@requires(Permission.CASE_NARROW)
def glasses(request: HttpRequest) -> HttpResponse:
    """What was opened in emergencies at one's own offices; unread ones first."""
    rows = Glass.objects.watched_by(request.user).select_related("case__office", "person", "told")
    rows = rows.order_by("read_at", "-opened_at")
    context = {"rows": list(rows[:SHOWN]), "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "voices/desk/glasses.html", context)


@requires(Permission.CASE_NARROW)
@require_POST
def read_glass(request: HttpRequest, pk: int) -> HttpResponse:
    glass = get_object_or_404(Glass.objects.watched_by(request.user).select_related("case__office"), pk=pk)
    cases.read_glass(glass=glass, by=cast(Person, request.user), now=clock.now())
    return redirect("voices:glasses")
