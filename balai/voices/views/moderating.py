"""The moderator's board: one screen, by touch and by keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission
from balai.engine.forms import OnceForm
from balai.programs.models import Session
from balai.voices import actions
from balai.voices.board_readings import (
    alike_for_moderator,
    moderated_session,
    moderated_sessions,
    moderators_desk,
)
from balai.voices.forms.board import AskForForm, FollowUpForm, HideForm, WordsForm
from balai.voices.forms.desk import TextForm
from balai.voices.models import Question
from balai.voices.rules.board import MOVES, BoardState
from balai.voices.views.desk import officer


@dataclass(frozen=True)
class BoardDeed:
    """`make` the form, `do` it; offered where the one table of moves says so. `to` None: nothing moves."""

    title: str
    said: str
    do: Callable[..., object]
    to: str | None = None
    make: Callable[[Any, Question], ActionForm] = lambda data, question: OnceForm(data)
    is_quick: bool = False
    button: str = ""  # where its form needs another verb than its title

    def is_offered(self, question: Question) -> bool:
        if self.to is None:
            return question.state != BoardState.HIDDEN and not question.voice.erased_at
        return self.to in MOVES[question.state]


def answer_form(data: Any, question: Question) -> ActionForm:
    return TextForm(
        data,
        label="Jawaban singkat",
        help_text="Dikirim kepada penanya, dan tampil di papan. Tanpa nama siapa pun.",
    )


def follow_up_form(data: Any, question: Question) -> ActionForm:
    return FollowUpForm(data)


def hide_form(data: Any, question: Question) -> ActionForm:
    return HideForm(data)


def words_form(data: Any, question: Question) -> ActionForm:
    return WordsForm(data, words=question.words)


DEEDS: dict[str, BoardDeed] = {
    "tampilkan": BoardDeed(
        "Tampilkan", "Tampil untuk umum.", actions.shortlist_question, BoardState.SHORTLIST, is_quick=True
    ),
    "bahas": BoardDeed("Bahas sekarang", "Sedang dibahas.", actions.go_live, BoardState.LIVE, is_quick=True),
    "jawab": BoardDeed(
        "Sudah dijawab", "Jawaban terkirim dan tampil di papan.", actions.answer_question,
        BoardState.ANSWERED, answer_form, button="Kirim jawaban",
    ),
    "tindak": BoardDeed(
        "Perlu tindak lanjut", "Janji tercatat dan tampil di papan.", actions.follow_up,
        BoardState.FOLLOW_UP, follow_up_form, button="Catat janji",
    ),
    "ubah": BoardDeed(
        "Ubah kata-kata di papan", "Kata-kata di papan diubah.", actions.edit_words, None, words_form,
        button="Simpan kata-kata",
    ),
    "sembunyikan": BoardDeed(
        "Sembunyikan", "Disembunyikan. Penanya tetap dijawab.", actions.hide_question,
        BoardState.HIDDEN, hide_form,
    ),
    "kembalikan": BoardDeed(
        "Kembalikan ke baru masuk", "Kembali ke yang baru masuk.", actions.return_question,
        BoardState.INCOMING, is_quick=True,
    ),
}  # fmt: skip


@requires(Permission.CASE_WORK)
def boards(request: HttpRequest) -> HttpResponse:
    """Near sessions that take questions."""
    context = {"sessions": moderated_sessions(request.user, clock.now()), "crumbs": [("Kelola", "/kelola/")]}
    return render(request, "voices/board/boards.html", context)


def own_session(request: HttpRequest, pk: int) -> Session:
    found = moderated_session(pk, request.user)
    if found is None:
        raise Http404
    return found


@requires(Permission.CASE_WORK)
def moderate(request: HttpRequest, session_id: int) -> HttpResponse:
    session, now = own_session(request, session_id), clock.now()
    context = {
        "session": session, "zone": session.zone, "now": now, "crumbs": crumbs(),
        "desk": moderators_desk(session, request.user, now),
    }  # fmt: skip
    return render(request, "voices/board/moderate.html", context)


def crumbs(session: Session | None = None) -> list[tuple[str, str]]:
    found = [("Kelola", "/kelola/"), ("Papan pertanyaan", reverse("voices:boards"))]
    return [*found, (str(session), reverse("voices:moderate", args=[session.pk]))] if session else found


def seen(request: HttpRequest, session_id: int, number: int) -> Question:
    rows = Question.objects.worked_by(request.user).with_voice().with_votes()
    return get_object_or_404(rows, session=session_id, number=number)


@requires(Permission.CASE_WORK)
def question(request: HttpRequest, session_id: int, number: int) -> HttpResponse:
    return page(request, seen(request, session_id, number), clock.now())


def page(
    request: HttpRequest, question: Question, now: datetime, refused: tuple[str, ActionForm] | None = None
) -> HttpResponse:
    """One question, everything that may follow, and others that ask the same."""
    deeds = {name: deed for name, deed in DEEDS.items() if deed.is_offered(question)}
    forms = {name: deed.make(None, question) for name, deed in deeds.items() if not deed.is_quick}
    if refused:
        forms[refused[0]] = refused[1]
    own_ids(forms)
    context = {
        "question": question,
        "voice": question.voice,
        "session": question.session,
        "zone": question.session.zone,
        "quick": [(name, deed) for name, deed in deeds.items() if deed.is_quick],
        "deeds": [(name, DEEDS[name], form) for name, form in forms.items()],
        "refused": refused[1] if refused else None,
        "open_deed": refused[0] if refused else request.GET.get("buka", ""),
        "alike": alike_for_moderator(question, officer(request)),
        "crumbs": crumbs(question.session),
    }
    status = 200 if refused is None else 409 if refused[1].broken else 422
    return render(request, "voices/board/question.html", context, status=status)


@requires(Permission.CASE_WORK)
@require_POST
def deed(request: HttpRequest, session_id: int, number: int, name: str) -> HttpResponse:
    found, now = seen(request, session_id, number), clock.now()
    if name not in DEEDS:
        raise Http404
    chosen = DEEDS[name]
    form = chosen.make(request.POST, found)
    if form.attempt(chosen.do, question=found, by=officer(request), now=now):
        messages.success(request, f"Pertanyaan {number}: {chosen.said}")
        return redirect(f"{reverse('voices:moderate', args=[session_id])}#n{number}")
    return page(request, found, now, (name, form))


@requires(Permission.CASE_WORK)
def ask_for(request: HttpRequest, session_id: int) -> HttpResponse:
    """A slip of paper or a call, keyed by staff: one after the other."""
    session, by = own_session(request, session_id), officer(request)
    form = AskForForm(request.POST or None)
    said = form.attempt_once(
        actions.ask_question,
        session=session,
        by=by,
        answer=said_of,
        purpose="voices.ask_for",
        now=clock.now(),
    )
    if said:
        messages.success(request, said)
        return redirect("voices:ask_for", session_id)
    context = {"session": session, "form": form, "crumbs": crumbs(session)}
    status = 409 if form.broken else 422 if form.errors else 200
    return render(request, "voices/board/ask_for.html", context, status=status)


def said_of(question: Question) -> str:
    code = question.voice.case.code
    return f"Pertanyaan {question.number} tercatat. Kode untuk penanya: {code[:4]}-{code[4:]}."
