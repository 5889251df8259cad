"""The quiet room: begin, ask, note, read back, keep, hand over a slip. Seen by its listener alone."""

import json
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock, zones
from balai.base.audience import requires
from balai.base.codes import read_number
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm
from balai.base.permissions import Permission
from balai.cases.actions import keep_until, pin_opens
from balai.cases.rules.states import Kind
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.places.models import Office
from balai.voices import actions
from balai.voices.forms.person import OPEN_KINDS
from balai.voices.forms.room import BeginForm, NotesForm, OwnNumberForm, SlipForm, ToldForm
from balai.voices.help import help_at
from balai.voices.models import Hearing, HelpNumber, Intake
from balai.voices.readings import room_session, visits_today
from balai.voices.rules.hearing import Agreement, HearingState
from balai.voices.rules.risk import Help, signs
from balai.voices.rules.words import Naming
from balai.voices.suggestion.suggesting import suggest

KEPT = ("text", "kind", "topic", "cause", "area", "naming")  # of a form, in a draft; never PIN nor contact


def listener(request: HttpRequest) -> Person:
    return cast(Person, request.user)


@requires(Permission.VOICE_HEAR)
def start(request: HttpRequest) -> HttpResponse:
    """Who sits here now; otherwise whoever comes next."""
    offices = list(offices_where(request.user, Permission.VOICE_HEAR).order_by("name"))
    office = next((one for one in offices if one.slug == request.POST.get("kantor")), offices[0])
    now, mine = clock.now(), Hearing.objects.of(request.user)
    form = BeginForm(request.POST or None)
    begun = form.attempt(
        actions.begin_hearing, office=office, session=room_session(office, now), by=listener(request), now=now
    )
    if begun:
        return redirect("voices:hearing", begun.pk)
    context = {
        "form": form,
        "offices": offices,
        "going_on": mine.going_on().first(),
        "visits": visits_today(offices, now),
        "may_edit_help": offices_where(request.user, Permission.OFFICE_EDIT).filter(pk=office.pk).exists(),
        "office": office,
        "crumbs": [("Kelola", "/kelola/")],
    }
    return render(request, "voices/room/start.html", context, status=409 if form.broken else 200)


def mine(request: HttpRequest, pk: int) -> Hearing:
    return get_object_or_404(
        Hearing.objects.of(request.user).select_related("office__place", "voice__case"), pk=pk
    )


@requires(Permission.VOICE_HEAR)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the moment: the question, the notes, heard without notes, or the slip."""
    talk = mine(request, pk)
    if talk.state == HearingState.TOLD:
        return done(request, talk)
    if talk.state == HearingState.UNTOLD or talk.agreement == Agreement.REFUSED:
        return render(request, "voices/room/untold.html", {"talk": talk, "form": ActionForm()})
    if talk.agreement == Agreement.ASKED:
        return render(request, "voices/room/ask.html", {"talk": talk, "keep_until": usual_last_day(talk)})
    return notes(request, talk, NotesForm(initial=kept(talk)))


def usual_last_day(talk: Hearing) -> date:
    """Were it told and closed today."""
    return keep_until(Kind.CURHAT, zones.local_day(clock.now(), talk.office.zone))


def kept(talk: Hearing) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(talk.draft)) if talk.draft else {}


def notes(request: HttpRequest, talk: Hearing, form: NotesForm) -> HttpResponse:
    text = str(form["text"].value() or "")
    found = [one.sign for one in signs(text)]
    context = {
        "talk": talk, "form": form, "zone": talk.office.zone,
        "revision": talk.draft_revision, "help": help_at(talk.office, found),
    }  # fmt: skip
    return render(request, "voices/room/notes.html", context, status=409 if form.broken else 200)


@requires(Permission.VOICE_HEAR)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Boleh dicatat? A yes can become a no at any moment; where there are notes, it is asked once more."""
    talk, by, now = mine(request, pk), listener(request), clock.now()
    if request.POST.get("jawaban") == "ya":
        actions.agree(hearing=talk, by=by, now=now)
    elif talk.draft_sealed and request.POST.get("jawaban") != "tidak-hapus":
        return render(request, "voices/room/erase.html", {"talk": talk})
    else:
        actions.refuse_record(hearing=talk, by=by, now=now)
    return redirect("voices:hearing", pk)


@requires(Permission.VOICE_HEAR)
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """By the script every few moments, by the button without it. The newest notes win."""
    talk, now = mine(request, pk), clock.now()
    draft = json.dumps({name: request.POST[name] for name in KEPT if name in request.POST})
    revision = read_number(request.POST.get("revision", "")) or talk.draft_revision + 1
    is_script = "application/json" in request.headers.get("Accept", "")
    try:
        talk = actions.keep_draft(hearing=talk, draft=draft, revision=revision, by=listener(request), now=now)
    except RuleBroken as broken:
        if is_script:
            return JsonResponse({"code": broken.code, "message": broken.message}, status=409)
        form = NotesForm(initial=request.POST.dict())
        messages.error(request, broken.message)
        return notes(request, talk, form)
    if not is_script:
        messages.success(request, f"Tersimpan sementara, {zones.hour(now, talk.office.zone)}.")
        return redirect("voices:hearing", pk)
    found = [one.sign for one in signs(request.POST.get("text", ""))]
    at = zones.hour(now, talk.office.zone)
    return JsonResponse({"revision": revision, "at": at, "help": help_at(talk.office, found)})


@requires(Permission.VOICE_HEAR)
@require_POST
def read_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Read aloud, agreed line by line, then kept. Until then nothing has become a case."""
    talk, now, by = mine(request, pk), clock.now(), listener(request)
    if talk.state != HearingState.TALKING:
        return redirect("voices:hearing", pk)
    kinds = kinds_of(talk.office)
    if request.POST.get("langkah") == "simpan":
        form = ToldForm(request.POST, office=talk.office, kinds=kinds)
        if form.attempt(actions.finish_hearing, hearing=talk, by=by, now=now):
            return redirect("voices:hearing", pk)
        return told(request, talk, form)
    text = request.POST.get("text", "")
    if not text.strip():
        form_ = NotesForm({"text": text})
        form_.add_error("text", "Tulis dahulu apa yang disampaikan, atau pilih didengar saja.")
        return notes(request, talk, form_)
    if request.POST.get("langkah") == "ubah":
        return notes(request, talk, NotesForm(initial={"text": text}))
    found = [one.sign for one in signs(text)]
    before = {"kind": kinds[0], "naming": Naming.NAMELESS, **kept(talk), "text": text, "signs": found}
    return told(request, talk, ToldForm(office=talk.office, kinds=kinds, initial=before))


def told(request: HttpRequest, talk: Hearing, form: ToldForm) -> HttpResponse:
    text = str(form["text"].value() or "")
    found = [one.sign for one in signs(text)]
    context = {
        "talk": talk, "form": form, "text": text, "help": help_at(talk.office, found),
        "zone": talk.office.zone, "suggestion": suggest(text, talk.office),
    }  # fmt: skip
    status = 409 if form.broken else 422 if form.errors else 200
    return render(request, "voices/room/read_back.html", context, status=status)


def kinds_of(office: Office) -> list[Kind]:
    """What the room's programmes take in; without one, everything."""
    taken = [kind for intake in Intake.objects.rooms_of(office) for kind in intake.kind_list]
    return [kind for kind in OPEN_KINDS if kind in taken] or OPEN_KINDS


@requires(Permission.VOICE_HEAR)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Heard, without a word written."""
    actions.leave_untold(hearing=mine(request, pk), by=listener(request), now=clock.now())
    messages.success(request, "Selesai. Kunjungan ini dihitung, tanpa catatan.")
    return redirect("voices:listen")


def done(request: HttpRequest, talk: Hearing, form: SlipForm | None = None) -> HttpResponse:
    voice = talk.voice
    assert voice
    context = {"talk": talk, "case": voice.case, "zone": talk.office.zone, "form": form or SlipForm()}
    context["help"] = help_at(talk.office, voice.signs.split())
    return render(request, "voices/room/done.html", context, status=409 if form else 200)


@requires(Permission.VOICE_HEAR)
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Neutral to whoever finds it at home: a code, and where to look. The PIN only if asked for right now."""
    talk = mine(request, pk)
    if talk.voice is None:
        raise Http404
    case, pin = talk.voice.case, ""
    if request.method == "POST":
        form = SlipForm(request.POST)
        pin = form.cleaned_data["pin"] if form.is_valid() else ""
        if not pin or not pin_opens(case, pin):
            form.add_error("pin", "PIN ini tidak cocok dengan yang dipilih tadi.")
            return done(request, talk, form)
    context = {"code": case.code, "pin": pin, "where": request.build_absolute_uri("/suara/lacak/")}
    return render(request, "voices/room/slip.html", context)


@requires(Permission.OFFICE_EDIT)
def help_numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """Which of the state's numbers work here, and the place's own."""
    office = get_object_or_404(offices_where(request.user, Permission.OFFICE_EDIT), slug=slug)
    form, by, now = OwnNumberForm(request.POST or None), listener(request), clock.now()
    if "nasional" in request.POST:
        national, is_on = request.POST["nasional"], request.POST.get("aktif") == "ya"
        if national in Help.values:
            actions.set_national(office=office, national=national, is_active_here=is_on, by=by, now=now)
        return redirect("voices:help_numbers", slug)
    if "hapus" in request.POST:
        pk = read_number(request.POST["hapus"]) or 0
        row = get_object_or_404(HelpNumber.objects.of(office), pk=pk, national="")
        actions.drop_help(row=row, by=by, now=now)
        return redirect("voices:help_numbers", slug)
    if form.attempt(actions.add_help, office=office, by=by, now=now):
        return redirect("voices:help_numbers", slug)
    rows = list(HelpNumber.objects.of(office))
    shut = {row.national for row in rows if row.national and not row.is_active_here}
    context = {
        "office": office, "form": form, "own": [row for row in rows if not row.national],
        "nationals": [(one, one not in shut) for one in Help],
        "crumbs": [("Kelola", "/kelola/"), ("Ruang dengar", redirect("voices:listen").url)],
    }  # fmt: skip
    return render(request, "voices/room/help.html", context, status=422 if form.errors else 200)
