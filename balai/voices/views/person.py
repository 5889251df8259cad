"""What a resident does: tell, look up, follow, answer, end. Without an account, and without scripts."""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from balai.base import clock
from balai.base.audience import public
from balai.base.errors import RuleBroken
from balai.base.forms import ActionForm, own_ids
from balai.base.networks import network_of
from balai.base.private import private
from balai.cases import actions as cases
from balai.cases.models import Case
from balai.cases.rules.states import Outcome
from balai.documents.actions import count_try
from balai.documents.models import File
from balai.documents.serving import serve
from balai.people.clients import address_of
from balai.people.contacts import Contact
from balai.places.models import Office
from balai.voices import actions
from balai.voices.board_readings import alike_on_board, question_of
from balai.voices.forms.person import (
    OPEN_KINDS,
    NotYetForm,
    PinForm,
    ReplyForm,
    TellMeForm,
    TrackForm,
    WriteForm,
)
from balai.voices.help import help_at
from balai.voices.models import Sharing, Voice
from balai.voices.own_data import export_voice
from balai.voices.readings import Own, answer_days, is_called, own_page, shares_of, voice_by_token, who_looked
from balai.voices.rules.board import BoardState
from balai.voices.rules.words import Channel
from balai.voices.spot_readings import spot_of


def client_of(request: HttpRequest) -> str:
    return network_of(address_of(request))


@public
def doors(request: HttpRequest) -> HttpResponse:
    """Tell something, or look up what was told."""
    offices = Office.objects.active().select_related("place").order_by("name")
    return render(request, "voices/person/doors.html", {"offices": offices, "crumbs": []})


def own_page_anew(token: str) -> HttpResponse:
    """One's own page under a link that is new: the page says how to keep it."""
    return private(redirect(f"{reverse('voices:own', args=[token])}?baru"))


@public
def write(request: HttpRequest, slug: str) -> HttpResponse:
    office, now = get_object_or_404(Office.objects.active().select_related("place"), slug=slug), clock.now()
    if request.FILES:
        count_try(client=client_of(request), now=now)
    form = WriteForm(request.POST or None, request.FILES or None, office=office)
    token = form.attempt_once(
        actions.speak, office=office, channel=Channel.WEB, answer=token_of, purpose="voices.speak", now=now
    )
    if token:
        return own_page_anew(token)
    days = answer_days(office, OPEN_KINDS, now)
    context = {"form": form, "office": office, "days": [(kind, days.get(kind)) for kind in OPEN_KINDS]}
    return private(render(request, "voices/person/write.html", context, status=422 if form.errors else 200))


def token_of(voice: Voice) -> str:
    return voice.case.token


@public
def track(request: HttpRequest) -> HttpResponse:
    """Code and PIN; a refusal does not say which was wrong."""
    form = TrackForm(request.POST or None)
    case = form.attempt(cases.find_case, client=client_of(request), now=clock.now())
    if case:
        return private(redirect("voices:own", case.token))
    status = 200
    if form.broken:
        status = 429 if form.broken.code.startswith("limit.") else 409
    return private(render(request, "voices/person/track.html", {"form": form}, status=status))


def by_link(token: str) -> Voice:
    found = voice_by_token(token, clock.now())
    if found is None:
        raise Http404
    return found


@public
def own(request: HttpRequest, token: str) -> HttpResponse:
    voice, now = by_link(token), clock.now()
    if is_called(voice):
        actions.note_reading(voice=voice, now=now)
    return page(request, voice, token)


def page(request: HttpRequest, voice: Voice, token: str, **forms: ActionForm) -> HttpResponse:
    """The resident's own page; a refused form stands in it with its words."""
    view: Own = own_page(voice, clock.now())
    all_forms = {name: make() for name, make in forms_on(view).items()} | forms
    own_ids(all_forms)
    context: dict[str, Any] = {
        "own": view,
        "voice": voice,
        "case": voice.case,
        "office": voice.case.office,
        "zone": voice.case.zone,
        "token": token,
        "is_new": "baru" in request.GET,
        "help": help_at(voice.case.office, voice.signs.split()),
        "shares": shares_of(voice),
        "openings": who_looked(voice),
        "spot": spot_of(voice, clock.now()),
        **on_board(voice),
        **all_forms,
        "refused": next((form for form in forms.values() if form.errors), None),
    }
    status = 409 if any(form.broken for form in forms.values()) else 422 if forms else 200
    return private(render(request, "voices/person/own.html", context, status=status))


def on_board(voice: Voice) -> dict[str, Any]:
    """Where a question stands on its session's board; while nobody has read it, what is there already."""
    question = question_of(voice)
    is_new = question is not None and question.state == BoardState.INCOMING and not voice.erased_at
    alike = alike_on_board(question.session_id, voice.masked) if question and is_new else []
    return {"question": question, "alike": alike}


def forms_on(view: Own) -> dict[str, Callable[[], ActionForm]]:
    """What stands on the page in this state; a form that nobody sees is not made."""
    voice, made = view.voice, dict[str, Callable[[], ActionForm]]()
    if voice.case.is_open:
        made["reply"] = ReplyForm
    if view.may_reopen:
        made["not_yet"] = NotYetForm
    if not voice.is_nameless and not voice.erased_at:
        made["tell_me"] = partial(TellMeForm, asks_pin=bool(voice.case.pin_hash))
    return made


def posted(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Whoever opens the address of a refused form anew is led to the page it stands on, not to a dead end."""

    @wraps(view)
    def back_to_page(request: HttpRequest, token: str) -> HttpResponse:
        if request.method != "POST":
            return private(redirect("voices:own", by_link(token).case.token))
        return view(request, token)

    return back_to_page


@public
@posted
def reply(request: HttpRequest, token: str) -> HttpResponse:
    voice, now = by_link(token), clock.now()
    if request.FILES:
        count_try(client=client_of(request), now=now)
    form = ReplyForm(request.POST, request.FILES or None)
    done = form.attempt_once(
        actions.write_back, voice=voice, answer=code_of, purpose=f"voices.reply.{voice.pk}", now=now
    )
    return private(redirect("voices:own", token)) if done else page(request, voice, token, reply=form)


@public
@posted
def not_yet(request: HttpRequest, token: str) -> HttpResponse:
    """Not solved: open again, or go on, with the person's own words."""
    voice, now = by_link(token), clock.now()
    form = NotYetForm(request.POST)
    done = form.attempt_once(
        actions.say_not_yet, voice=voice, answer=code_of_case, purpose=f"voices.not_yet.{voice.pk}", now=now
    )
    return private(redirect("voices:own", token)) if done else page(request, voice, token, not_yet=form)


def code_of(voice: Voice) -> str:
    return voice.case.code


def code_of_case(case: Case) -> str:
    return case.code


ENDS = {"beres": Outcome.SOLVED, "didengar": Outcome.HEARD, "cabut": Outcome.WITHDRAWN}
QUESTIONS = {
    "beres": ("Sudah beres?", "Ini ditutup sebagai beres.", "Ya, sudah beres"),
    "didengar": ("Cukup didengar?", "Kami berhenti di sini. Tidak ada tindak lanjut.", "Ya, cukup didengar"),
    "cabut": (
        "Cabut yang Anda sampaikan?",
        "Kami berhenti mengerjakannya. Yang sudah dikirim ke instansi ditarik kembali.",
        "Ya, cabut",
    ),
}


@public
def end(request: HttpRequest, token: str, how: str) -> HttpResponse:
    """Asked once; it is the person's to end. Taking all back cannot be undone: there the PIN is asked."""
    voice = by_link(token)
    if how == "cabut" and (asked := ask_pin(request, voice, token, QUESTIONS[how])):
        return asked
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(cases.withdraw, case=voice.case, outcome=ENDS[how], now=clock.now()):
        return private(redirect("voices:own", token))
    return ask(request, voice, token, form, QUESTIONS[how], is_danger=how == "cabut")


@public
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody saw the link: it opens nothing any more, and a new one is shown."""
    voice = by_link(token)
    form = ActionForm(request.POST if request.method == "POST" else None)
    case = form.attempt(cases.renew_link, case=voice.case, now=clock.now())
    if case:
        return own_page_anew(case.token)
    question = ("Ganti tautan?", "Tautan lama tidak membuka apa pun lagi. Kode dan PIN tetap.", "Ya, ganti")
    return ask(request, voice, token, form, question)


@public
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """Every word and the name, now. What stays is said before; where there is a PIN, it is asked."""
    voice = by_link(token)
    question = (
        "Hapus semua data Anda?",
        "Laporan dicabut bila masih terbuka. Tulisan, pesan, berkas, nama, dan nomor dihapus sekarang juga. "
        "Yang tetap ada: jenis laporan, tanggal, dan hasilnya, tanpa kata-kata.",
        "Ya, hapus semua",
    )
    if asked := ask_pin(request, voice, token, question):
        return asked
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.erase_own, voice=voice, now=clock.now()):
        return private(redirect("voices:own", token))
    return ask(request, voice, token, form, question, is_danger=True)


def prove(*, request: HttpRequest, voice: Voice, pin: str = "") -> bool:
    """Whose matter it is shows who knows the PIN, not who found the link. Where none was chosen, the link."""
    if voice.case.pin_hash:
        try:
            cases.find_case(code=voice.case.code, pin=pin, client=client_of(request), now=clock.now())
        except RuleBroken as broken:
            if broken.code != "track.unknown":
                raise
            raise RuleBroken(broken.code, "PIN ini tidak cocok. Coba lagi.", field="pin") from broken
    return True


def ask_pin(
    request: HttpRequest, voice: Voice, token: str, question: tuple[str, str, str]
) -> HttpResponse | None:
    """The page that asks; None once the PIN was typed, and where none was chosen. Tries are limited."""
    if not voice.case.pin_hash:
        return None
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.attempt(prove, request=request, voice=voice):
        return None
    title, text, button = question
    context = {
        "title": title, "text": text, "button": button, "form": form, "token": token,
        "office": voice.case.office,
    }  # fmt: skip
    status = 409 if form.broken else 200
    return private(render(request, "voices/person/ask_pin.html", context, status=status))


@public
def stop_quoting(request: HttpRequest, token: str) -> HttpResponse:
    voice = by_link(token)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.stop_quoting, voice=voice, now=clock.now()):
        return private(redirect("voices:own", token))
    question = ("Tarik izin mengutip?", "Kata-kata Anda tidak dikutip lagi di mana pun.", "Ya, tarik izin")
    return ask(request, voice, token, form, question)


@public
def keep_name_back(request: HttpRequest, token: str) -> HttpResponse:
    voice = by_link(token)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.keep_name_back, voice=voice, now=clock.now()):
        return private(redirect("voices:own", token))
    question = (
        "Tarik izin nama saja?",
        "Nama dan nomor Anda disegel sekarang juga. Instansi penerima laporan ini tidak dapat membukanya "
        "lagi. Di kantor ini hanya sedikit petugas yang boleh. Laporan Anda tetap dikerjakan.",
        "Ya, tarik nama saya",
    )
    return ask(request, voice, token, form, question)


@public
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """A copy of everything about this one matter, as a file that people and programs can read."""
    voice = by_link(token)
    question = (
        "Salinan data saya",
        "Salinan memuat nama dan nomor Anda.",
        "Unduh",
    )
    if asked := ask_pin(request, voice, token, question):
        return asked
    copy = json.dumps(export_voice(voice), indent=2, ensure_ascii=False)
    name = f'attachment; filename="data-{voice.case.code}.json"'
    return private(HttpResponse(copy, "application/json", headers={"Content-Disposition": name}))


@public
def take_back(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """This office is told nothing more, and what lies there is taken back."""
    voice = by_link(token)
    sharing = get_object_or_404(Sharing.objects.select_related("office"), pk=pk, voice=voice)
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.attempt(actions.take_back_sharing, sharing=sharing, by=None, now=clock.now()):
        return private(redirect("voices:own", token))
    text = "Kami tidak menyampaikan apa pun lagi ke sana, dan menarik yang sudah dikirim."
    if sharing.outside:
        text += " Dalam 3 × 24 jam kami minta mereka menghapus yang disimpannya."
    question = (f"Tarik izin untuk {sharing}?", text, "Ya, tarik izin")
    return ask(request, voice, token, form, question)


@public
@posted
def tell_me(request: HttpRequest, token: str) -> HttpResponse:
    voice = by_link(token)
    form = TellMeForm(request.POST, asks_pin=bool(voice.case.pin_hash))

    def change(contact: Contact, pin: str = "") -> Voice:
        prove(request=request, voice=voice, pin=pin)
        return actions.change_contact(voice=voice, contact=contact, now=clock.now())

    done = form.attempt(change)
    return private(redirect("voices:own", token)) if done else page(request, voice, token, tell_me=form)


@public
def file(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """What the person sent, and what the office sent back."""
    voice = by_link(token)
    found = get_object_or_404(File.objects.about(voice.case), pk=pk)
    return serve(request, found, size=request.GET.get("ukuran", "full"))


def ask(
    request: HttpRequest,
    voice: Voice,
    token: str,
    form: ActionForm,
    question: tuple[str, str, str],
    *,
    is_danger: bool = False,
) -> HttpResponse:
    title, text, button = question
    context = {
        "title": title, "text": text, "button": button, "form": form, "token": token, "danger": is_danger,
        "office": voice.case.office,
    }  # fmt: skip
    page_ = render(request, "voices/person/ask.html", context, status=409 if form.broken else 200)
    return private(page_)
