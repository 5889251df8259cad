"""Dirty spots for everybody, and for the officer who has them cleaned. Without account and scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public, requires
from balai.base.codes import read_number, show_code
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission
from balai.base.private import private
from balai.cases.rules.states import Kind
from balai.documents.actions import count_try
from balai.documents.models import File
from balai.engine.actions import hit
from balai.engine.forms import OnceForm
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.programs.models import Program
from balai.programs.readings import shown_program
from balai.voices import actions
from balai.voices.forms.spots import (
    DaysForm,
    JoinForm,
    NoteForm,
    ReferSpotForm,
    ShowForm,
    SpotForForm,
    SpotForm,
    WhyForm,
)
from balai.voices.models import Spot
from balai.voices.readings import answer_days
from balai.voices.rules.spots import PER_NETWORK, SpotState
from balai.voices.spot_readings import (
    Wait,
    days_ahead,
    desk_of,
    neighbours_of,
    programs_with_spots,
    spots_of,
    steps_of,
    takes_spots,
    waits_of,
)
from balai.voices.views.person import client_of, own_page_anew

CRUMBS = [("Kelola", "/kelola/")]


def taking(slug: str) -> Program:
    """A programme to which one may report a spot."""
    program = shown_program(slug)
    if program is None or not takes_spots(program.pk):
        raise Http404
    return program


@public
def spots(request: HttpRequest, slug: str) -> HttpResponse:
    program = taking(slug)
    context = {"program": program, "office": program.office, "spots": spots_of(program, clock.now())}
    return render(request, "voices/spots/spots.html", context)


@public
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form sent five times is one spot; a network that sends too many waits."""
    program, now = taking(slug), clock.now()
    if request.FILES:
        count_try(client=client_of(request), now=now)
    form = SpotForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        bucket = f"spot:{program.office_id}:{client_of(request)}"
        form.try_action(hit, bucket=bucket, limit=PER_NETWORK, per=timedelta(hours=1), now=now)
    token = None if form.broken else form.attempt_once(
        actions.report_spot, program=program, answer=token_of, purpose=f"voices.spot.{program.pk}", now=now
    )  # fmt: skip
    if token:
        return own_page_anew(token)
    context = {
        "form": form, "program": program, "office": program.office,
        "day": answer_days(program.office, [Kind.FINDING], now).get(Kind.FINDING),
    }  # fmt: skip
    status = 409 if form.broken else 422 if form.errors else 200
    return private(render(request, "voices/spots/report.html", context, status=status))


def token_of(spot: Spot) -> str:
    return spot.voice.case.token


def code_of(spot: Spot) -> str:
    return spot.voice.case.code


def officer(request: HttpRequest) -> Person:
    return cast(Person, request.user)


@dataclass(frozen=True)
class At:
    """One deed: on which spot, by whom, when; and what its forms ask of the page."""

    spot: Spot
    by: Person
    now: datetime
    wait: Wait | None = None

    @property
    def act(self) -> dict[str, Any]:
        return {"spot": self.spot, "by": self.by, "now": self.now}


@dataclass(frozen=True)
class Deed:
    title: str
    said: str
    make: Callable[[Any, At], OnceForm]
    do: Callable[..., object]
    offered: Callable[[At], bool]
    button: str = "Simpan"


def days_form(data: Any, at: At) -> OnceForm:
    program = Program.objects.with_series().get(pk=at.spot.program_id)
    return DaysForm(data, days=days_ahead(program, at.now))


def refer_form(data: Any, at: At) -> OnceForm:
    return ReferSpotForm(data, case=at.spot.voice.case, words=at.spot.words)


def join(*, spot: Spot, by: Person, now: datetime, other: int) -> Spot:
    found = Spot.objects.worked_by(by).with_voice().filter(pk=other).first()
    if found is None:
        raise RuleBroken("spot.none", "Tempat itu tidak ada di meja Anda.")
    return actions.join_spots(spot=spot, other=found, by=by, now=now)


def is_open(at: At) -> bool:
    return at.spot.voice.case.is_open and at.spot.state != SpotState.DONE


def is_done(at: At) -> bool:
    return at.spot.state == SpotState.DONE and at.spot.voice.case.is_open


def is_answered(at: At) -> bool:
    return at.wait is not None and at.wait.is_answered and is_open(at)


DEEDS: dict[str, Deed] = {
    "tampil": Deed(
        "Tampilkan untuk umum", "Tampil pada halaman program.",
        lambda data, at: ShowForm(data, spot=at.spot), actions.show_spot,
        lambda at: not at.spot.voice.case.is_narrow, "Tampilkan",
    ),
    "jadwalkan": Deed(
        "Jadwalkan", "Masuk jadwal.", days_form, actions.plan_spot,
        lambda at: is_open(at) and not at.spot.is_planned, "Jadwalkan",
    ),
    "selesai": Deed(
        "Sudah bersih", "Ditandai bersih. Pelapor diminta memastikan.", lambda data, at: NoteForm(data),
        actions.finish_spot, lambda at: at.spot.is_worked(at.now) or is_answered(at), "Sudah bersih",
    ),
    "belum": Deed(
        "Belum selesai", "Kembali ke daftar yang belum dijadwalkan.", lambda data, at: WhyForm(data),
        actions.leave_spot, lambda at: at.spot.is_worked(at.now), "Belum selesai",
    ),
    "lepas": Deed(
        "Lepas dari jadwal", "Dilepas dari jadwal.", lambda data, at: WhyForm(data), actions.release_spot,
        lambda at: at.spot.is_planned and not at.spot.is_worked(at.now), "Lepas",
    ),
    "rujuk": Deed(
        "Teruskan ke instansi", "Diteruskan. Jalan ini menampilkan yang ditunggu.", refer_form,
        actions.refer_spot, lambda at: is_open(at) and (at.wait is None or at.wait.is_answered), "Teruskan",
    ),
    "betulkan": Deed(
        "Ternyata belum bersih", "Kembali ke daftar yang belum dijadwalkan.", lambda data, at: WhyForm(data),
        actions.undo_finish, is_done, "Betulkan",
    ),
    "sembunyi": Deed(
        "Sembunyikan dari umum", "Tidak tampil lagi untuk umum.", lambda data, at: OnceForm(data),
        actions.hide_spot, lambda at: at.spot.shown_at is not None, "Sembunyikan",
    ),
    "gabung": Deed(
        "Gabungkan", "Digabungkan. Kedua pelapor mendapat kabar hasilnya.", lambda data, at: JoinForm(data),
        join, lambda at: False, "Gabungkan",
    ),
    "pisah": Deed(
        "Pisahkan", "Dipisahkan lagi.", lambda data, at: OnceForm(data), actions.part_spot,
        lambda at: False, "Pisahkan",
    ),
}  # fmt: skip
BESIDE = {"gabung", "pisah"}  # a button at the other report; the rest are forms among the deeds


@requires(Permission.CASE_WORK)
def desk(request: HttpRequest) -> HttpResponse:
    """What is to be read, to be planned, and what came of those whose day has begun."""
    return listing(request, {})


def listing(request: HttpRequest, refused: dict[str, Any]) -> HttpResponse:
    now = clock.now()
    programs = programs_with_spots(offices_where(request.user, Permission.CASE_WORK))
    slug = request.GET.get("program", "")
    program = next((one for one in programs if one.slug == slug), programs[0] if len(programs) == 1 else None)
    found = desk_of(request.user, now, program=program)
    days = days_ahead(program, now) if program else []
    context = {
        "desk": found, "programs": programs, "program": program, "crumbs": CRUMBS, "problem": "",
        "days": DaysForm(days=days) if days else None,
    } | refused  # fmt: skip
    return render(request, "voices/spots/desk.html", context, status=409 if refused else 200)


@requires(Permission.CASE_WORK)
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """One deed for those that were ticked; whatever cannot be is named."""
    numbers = [read_number(pk) or 0 for pk in request.POST.getlist("tempat")[:100]]
    rows = Spot.objects.worked_by(request.user).with_voice().filter(pk__in=numbers)
    chosen, by, now = list(rows.order_by("pk")), officer(request), clock.now()
    name, fields = request.POST.get("langkah", ""), dict[str, Any]()
    deed: Callable[..., Spot] = actions.finish_spot
    if name not in ("jadwalkan", "selesai") or not chosen:
        return listing(request, {"problem": "Pilih dahulu tempatnya."})
    if name == "jadwalkan":
        program = Program.objects.with_series().get(pk=chosen[0].program_id)
        form = DaysForm(request.POST, days=days_ahead(program, now))
        if not form.is_valid():
            return listing(request, {"problem": "Pilih hari jadwalnya."})
        deed, fields = actions.plan_spot, {"on": form.cleaned_data["on"]}
    found = actions.several(deed, chosen, by=by, now=now, **fields)
    if found.done:
        messages.success(request, f"{found.done} tempat: {DEEDS[name].said}")
    for street, why in found.refused:
        messages.error(request, f"{street}: {why}")
    back = redirect("voices:spot_desk").url
    return redirect(f"{back}?program={chosen[0].program.slug}")


def at_desk(request: HttpRequest, pk: int) -> At:
    """On this officer's desk, or not there at all."""
    rows = Spot.objects.worked_by(request.user).with_voice()
    spot, now = get_object_or_404(rows, pk=pk), clock.now()
    return At(spot, officer(request), now, waits_of([spot], now).get(spot.pk))


@requires(Permission.CASE_WORK)
def spot(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, at_desk(request, pk))


@requires(Permission.CASE_WORK)
@require_POST
def spot_deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    at = at_desk(request, pk)
    if name not in DEEDS:
        raise Http404
    deed = DEEDS[name]
    form = deed.make(request.POST, at)
    purpose = f"voices.spot.{name}.{pk}"
    if form.attempt_once(deed.do, answer=lambda done: str(pk), purpose=purpose, **at.act):
        messages.success(request, deed.said)
        return redirect("voices:spot", pk)
    return page(request, at, (name, form))


def page(request: HttpRequest, at: At, refused: tuple[str, ActionForm] | None = None) -> HttpResponse:
    """The whole spot; a refused form stands open with its words."""
    spot = at.spot
    beside = neighbours_of(spot, at.by)
    forms: dict[str, ActionForm] = {
        name: deed.make(None, at) for name, deed in DEEDS.items() if not beside.leading and deed.offered(at)
    }
    if refused and refused[0] not in BESIDE:
        forms[refused[0]] = refused[1]
    own_ids(forms)
    context = {
        "spot": spot, "case": spot.voice.case, "zone": spot.office.zone, "wait": at.wait, "now": at.now,
        "files": File.objects.about(spot.voice.case).order_by("made_at", "pk"),
        "beside": beside, "steps": steps_of(spot, beside.leading),
        "deeds": [(name, DEEDS[name], form) for name, form in forms.items()],
        "refused": refused[1] if refused else None, "open_deed": refused[0] if refused else "",
        "crumbs": [*CRUMBS, ("Tempat kotor", redirect("voices:spot_desk").url)],
    }  # fmt: skip
    status = 200 if refused is None else 409 if refused[1].broken else 422
    return render(request, "voices/spots/spot.html", context, status=status)


@requires(Permission.CASE_WORK)
def report_for(request: HttpRequest) -> HttpResponse:
    """Written down for somebody: paper, telephone, counter, street."""
    programs = programs_with_spots(offices_where(request.user, Permission.CASE_WORK))
    wanted = request.GET.get("program", "")
    program = next((one for one in programs if one.slug == wanted), programs[0] if programs else None)
    if program is None:
        messages.error(request, "Belum ada program kantor ini yang menerima laporan tempat kotor.")
        return redirect("voices:spot_desk")
    form = SpotForForm(request.POST or None, request.FILES or None)
    code = form.attempt_once(
        actions.report_spot, program=program, by=officer(request), answer=code_of,
        purpose=f"voices.spot_for.{program.pk}", now=clock.now(),
    )  # fmt: skip
    if code:
        messages.success(request, f"Tercatat dengan kode {show_code(code)}. Berikan kode ini kepada pelapor.")
        return redirect("voices:spot_desk")
    crumbs = [*CRUMBS, ("Tempat kotor", redirect("voices:spot_desk").url)]
    context = {"form": form, "program": program, "programs": programs, "crumbs": crumbs}
    status = 409 if form.broken else 422 if form.errors else 200
    return render(request, "voices/spots/report_for.html", context, status=status)
