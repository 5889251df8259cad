"""The officers' desk: what is due, one case, the deeds, one answer for many."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.codes import read_code, show_code
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission
from balai.cases.rules.states import Kind
from balai.documents.models import File
from balai.documents.serving import serve
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.voices import actions, inbox_rows
from balai.voices.desk_readings import alike, whole
from balai.voices.forms.desk import ForPersonForm, HandOnForm, ManyForm, SaveViewForm
from balai.voices.help import help_at
from balai.voices.inbox_readings import STATES, Filters, Inbox, inbox, topics_offered
from balai.voices.models import SavedView, Spot, Voice
from balai.voices.rules.words import Channel
from balai.voices.suggestion.suggesting import suggest
from balai.voices.views.deeds import DEEDS, INLINE, At, ask_deletion, offered, take_back

CHOICES = {"keadaan": tuple(STATES.items()), "jenis": tuple(Kind.choices), "lewat": tuple(Channel.choices)}
FILTERS = ("keadaan", "jenis", "topik", "kantor", "lewat", "terlambat")


def officer(request: HttpRequest) -> Person:
    return cast(Person, request.user)


@requires(Permission.CASE_WORK)
def listing(request: HttpRequest) -> HttpResponse:
    """What is due stands first. A code in the search field opens its case."""
    code = read_code(request.GET.get("kode", ""))
    if code and Voice.objects.worked_by(request.user).filter(case__code=code).exists():
        return redirect("voices:case", code)
    now = clock.now()
    filters = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    found = inbox(officer(request), filters | {"hal": request.GET.get("hal", "")}, now)
    query = urlencode(filters)
    context = {
        "inbox": found,
        "rows": inbox_rows.written(found.rows, now=now),
        "filters": filters,
        "query": query,
        "options": choices_of(found, filters),
        "save": SaveViewForm(initial={"query": query}),
        "asked_code": request.GET.get("kode", ""),
        "crumbs": [("Kelola", "/kelola/")],
    }
    return render(request, "voices/desk/inbox.html", context)


def choices_of(found: Inbox, filters: Filters) -> dict[str, SafeString]:
    """What each filter may be set to."""
    choices = CHOICES | {
        "topik": topics_offered(),
        "kantor": tuple((slug, name) for _, slug, name in found.offices),
    }
    return {name: inbox_rows.options(pairs, filters.get(name, "")) for name, pairs in choices.items()}


@requires(Permission.CASE_WORK)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    form = SaveViewForm(request.POST)
    view = form.attempt(actions.save_view, by=officer(request), now=clock.now())
    if view:
        messages.success(request, f"Saringan {view.name} tersimpan.")
        return redirect(f"{redirect('voices:inbox').url}?{view.query}")
    for error in form.errors.values():
        messages.error(request, str(error[0]))
    return redirect("voices:inbox")


@requires(Permission.CASE_WORK)
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, person=request.user)
    actions.drop_view(view=view, by=officer(request), now=clock.now())
    return redirect("voices:inbox")


def seen(request: HttpRequest, code: str) -> Voice:
    """On this officer's desk, or not there at all."""
    rows = Voice.objects.worked_by(request.user).select_related(
        "case__office__place", "case__follows", "topic", "area", "identity", "program"
    )
    return get_object_or_404(rows, case__code=read_code(code) or "")


@requires(Permission.CASE_WORK)
def case(request: HttpRequest, code: str) -> HttpResponse:
    return page(request, At(seen(request, code), officer(request), clock.now()))


def page(request: HttpRequest, at: At, refused: tuple[str, Any] | None = None) -> HttpResponse:
    """The whole case; a refused form stands open with its words."""
    voice = at.voice
    forms = {name: DEEDS[name].make(None, at) for name in offered(at)}
    if refused:
        forms[refused[0]] = refused[1]
    own_ids(forms)
    context = {
        "whole": whole(voice),
        "voice": voice,
        "case": voice.case,
        "zone": voice.case.zone,
        "now": at.now,
        "buttons": [(name, DEEDS[name], forms[name]) for name in forms if name in INLINE],
        "deeds": [(name, DEEDS[name], form) for name, form in forms.items() if name not in INLINE],
        "refused": refused[1] if refused else None,
        "open_deed": refused[0] if refused else request.GET.get("buka", ""),
        "shows_words": "asli" in request.GET and not voice.erased_at,
        "suggestion": None if voice.erased_at or voice.topic_id else suggest(voice.masked, voice.case.office),
        "text": "",
        "may_be_alike": not (voice.erased_at or voice.case.follows_id),
        "help": help_at(voice.case.office, voice.signs.split()),
        "spot": Spot.objects.filter(voice=voice).first() if voice.case.kind == Kind.FINDING else None,
        "shares": voice.shared_with.live().select_related("office"),
        "crumbs": [("Kelola", "/kelola/"), ("Suara warga", redirect("voices:inbox").url)],
    }
    status = 200 if refused is None else 409 if refused[1].broken else 422
    return render(request, "voices/desk/case.html", context, status=status)


@requires(Permission.CASE_WORK)
def others_alike(request: HttpRequest, code: str) -> HttpResponse:
    """A piece that the case's page asks for once it stands; a page of its own without scripts."""
    voice = seen(request, code)
    found = [] if voice.erased_at or voice.case.follows_id else alike(voice, officer(request))
    inbox_url, here = redirect("voices:inbox").url, redirect("voices:case", voice.case.code).url
    crumbs = [("Kelola", "/kelola/"), ("Suara warga", inbox_url), (show_code(voice.case.code), here)]
    piece = request.headers.get("HX-Request") == "true"
    template = "voices/desk/_alike.html" if piece else "voices/desk/alike.html"
    response = render(request, template, {"case": voice.case, "alike": found, "crumbs": crumbs})
    patch_vary_headers(response, ["HX-Request"])
    return response


@requires(Permission.CASE_WORK)
@require_POST
def deed(request: HttpRequest, code: str, name: str) -> HttpResponse:
    at = At(seen(request, code), officer(request), clock.now())
    if name not in DEEDS:
        raise Http404
    chosen = DEEDS[name]
    form = chosen.make(request.POST, at)
    if name == "teruskan" and request.POST.get("langkah") != "kirim":
        return preview(request, at, cast(HandOnForm, form))
    if form.attempt(chosen.do, at=at):
        messages.success(request, chosen.said)
        return redirect("voices:case", at.voice.case.code)
    return page(request, at, (name, form))


def preview(request: HttpRequest, at: At, form: HandOnForm) -> HttpResponse:
    """Exactly what would leave, before it does."""
    if not form.is_valid() or request.POST.get("langkah") == "ubah":
        return page(request, at, ("teruskan", form))
    fields = form.cleaned_data
    share = actions.sharing_with(at.voice, fields["to_office"] or fields["outside"])
    context = {
        "voice": at.voice, "case": at.voice.case, "form": form, "leaves": actions.least(fields["asked"]),
        "files": fields.get("along", ()),
        "to": fields["to_office"] or fields["outside"], "with_identity": bool(share and share.with_identity),
    }  # fmt: skip
    return render(request, "voices/desk/preview.html", context)


@requires(Permission.CASE_WORK)
def take_back_referral(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = At(seen(request, code), officer(request), clock.now())
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(take_back, at=at, pk=str(pk)):
        messages.success(request, "Rujukan ditarik kembali.")
        return redirect("voices:case", code)
    context = {"case": at.voice.case, "form": form}
    return render(request, "voices/desk/take_back.html", context, status=409 if form.broken else 200)


@requires(Permission.CASE_WORK)
def deletion_asked(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The officer says that the outside body was asked to delete what it holds."""
    at = At(seen(request, code), officer(request), clock.now())
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(ask_deletion, at=at, pk=str(pk)):
        messages.success(request, "Tercatat. Pelapor membaca bahwa penghapusan sudah diminta.")
        return redirect("voices:case", code)
    context = {"case": at.voice.case, "form": form}
    return render(request, "voices/desk/deletion.html", context, status=409 if form.broken else 200)


@requires(Permission.CASE_WORK)
def file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = get_object_or_404(File.objects.about(seen(request, code).case), pk=pk)
    return serve(request, found, size=request.GET.get("ukuran", "full"))


@requires(Permission.CASE_WORK)
def many(request: HttpRequest) -> HttpResponse:
    """One answer for many: chosen, written once, shown to whom it goes, then sent to each."""
    codes = request.POST.getlist("kode") or request.POST.get("codes", "").split()
    rows = Voice.objects.worked_by(request.user).with_case().filter(case__code__in=codes[:200])
    voices = list(rows.order_by("case__next_due_at", "pk"))
    if not voices:
        messages.error(request, "Pilih dahulu laporan yang dijawab bersama.")
        return redirect("voices:inbox")
    sends = request.POST.get("langkah") in ("periksa", "kirim")
    form = ManyForm(request.POST if sends else None, initial={"codes": " ".join(v.case.code for v in voices)})
    boards = {voice.session_id if voice.case.kind == Kind.QUESTION else None for voice in voices}
    context = {
        "voices": voices,
        "form": form,
        "step": "tulis",
        "board": boards.pop() if len(boards) == 1 else None,
    }
    if sends and form.is_valid():
        context["step"] = "periksa"
        if request.POST["langkah"] == "kirim":
            by, text = officer(request), form.cleaned_data["text"]
            context |= {
                "step": "selesai",
                "answered": actions.answer_many(voices=voices, text=text, by=by, now=clock.now()),
            }
    return render(request, "voices/desk/many.html", context)


@requires(Permission.CASE_WORK)
def for_person(request: HttpRequest) -> HttpResponse:
    """Written down for somebody: paper, telephone, counter; the same record as from home (X-3)."""
    offices = offices_where(request.user, Permission.CASE_WORK).select_related("place").order_by("name")
    office = offices.filter(slug=request.GET.get("kantor", "")).first() or offices.first()
    if office is None:
        raise Http404
    form = ForPersonForm(request.POST or None, request.FILES or None, office=office)
    code = form.attempt_once(
        actions.speak, office=office, by=officer(request), answer=lambda voice: voice.case.code,
        purpose="voices.for_person", now=clock.now(),
    )  # fmt: skip
    if code:
        messages.success(
            request, f"Tercatat dengan kode {code[:4]}-{code[4:]}. Berikan kode ini kepada pelapor."
        )
        return redirect("voices:case", code)
    context = {"form": form, "office": office, "offices": offices}
    return render(request, "voices/desk/for_person.html", context, status=422 if form.errors else 200)
