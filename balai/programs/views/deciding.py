"""A report that contradicts another, or is wrong: one reason and one press. Heads and results alike."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from balai.base import clock
from balai.people.models import Person
from balai.programs.forms import ReasonForm
from balai.programs.models.reported import Reported


def decide(
    request: HttpRequest, deed: str, deeds: Mapping[str, Callable[..., Any]], *, back: str, **told: Reported
) -> HttpResponse:
    """`told`: the report, under the name that the actions call it by."""
    [(name, row)] = told.items()
    if deed not in deeds:
        raise Http404
    form, by = ReasonForm(request.POST), cast(Person, request.user)
    if form.attempt_once(
        deeds[deed], answer=lambda kept: str(kept.pk), purpose=f"{name}.{row.pk}.{deed}", now=clock.now(),
        by=by, **told,
    ):  # fmt: skip
        messages.success(request, "Tersimpan beserta alasannya.")
        return redirect(back, row.session_id)
    context = {"row": row, "form": form, "deed": deed, "back": back}
    return render(request, "programs/decide.html", context, status=409 if form.broken else 422)
