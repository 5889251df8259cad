"""The demo's own page: step into a role with one click, move the clock. Production has no such route."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public
from balai.base.codes import read_number
from balai.base.forms import ActionForm
from balai.engine.demo import set_clock as move_clock
from balai.people.actions import demo_sign_in
from balai.people.models import Person

JAKARTA = ZoneInfo("Asia/Jakarta")
STEPS = [("1", "1 menit"), ("5", "5 menit"), ("15", "15 menit"), ("60", "1 jam")]


class ClockForm(ActionForm):
    minutes = forms.ChoiceField(label="Majukan", choices=[("", "–"), *STEPS], required=False)
    to = forms.DateTimeField(
        label="Atau setel ke",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Hari dan jam menurut WIB (Waktu Indonesia Barat).",
    )

    def action_fields(self) -> dict[str, object]:
        typed: datetime | None = self.cleaned_data["to"]
        if typed:
            return {"to": typed.replace(tzinfo=JAKARTA)}
        return {"to": clock.now() + timedelta(minutes=int(self.cleaned_data["minutes"] or 0))}


@public
def roles(request: HttpRequest) -> HttpResponse:
    people = Person.objects.filter(is_active=True).prefetch_related("assignments__office").order_by("pk")
    return render(request, "front/demo.html", {"people": people, "form": ClockForm(), "steps": STEPS})


@public
@require_POST
def take_role(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("person", "")
    if not chosen:
        logout(request)
        return redirect("front:home")
    person = get_object_or_404(Person, pk=read_number(chosen) or 0, is_active=True)
    demo_sign_in(request, person)
    return redirect("front:manage")


@public
@require_POST
def set_clock(request: HttpRequest) -> HttpResponse:
    form = ClockForm(request.POST)
    if not form.is_valid():
        return render(request, "front/demo.html", {"people": [], "form": form, "steps": STEPS}, status=422)
    form.attempt(move_clock)
    return redirect("front:demo")
