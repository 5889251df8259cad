"""The question board for everybody: ask, read, vote, and the hall's screen. Without account and scripts."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from balai.base import clock
from balai.base.audience import public
from balai.base.cookies import keep_cookie, read_cookie
from balai.base.errors import RuleBroken
from balai.base.private import private
from balai.base.qr import qr_svg
from balai.cases.rules.states import Kind
from balai.engine.actions import hit
from balai.programs.models import Attendance, Session
from balai.programs.presence import attendance_of, attendance_with, remember
from balai.voices import actions
from balai.voices.board_readings import (
    MOST_LISTED,
    MOST_SHOWN,
    alike_on_board,
    board_session,
    public_board_page,
)
from balai.voices.forms.board import AskForm, PresentForm, VoteForm
from balai.voices.live import public_board
from balai.voices.models import Question
from balai.voices.readings import answer_days
from balai.voices.rules.board import CODES_PER_NETWORK, LONGEST_QUESTION, VOTES_PER_NETWORK, HiddenReason
from balai.voices.views.person import client_of, own_page_anew

COOKIE, SALT, KEEP_SECONDS = "dukungan", "balai.voices.support", 90 * 24 * 3600


def session_on(slug: str, on: date) -> Session:
    found = board_session(slug, on)
    if found is None:
        raise Http404
    return found


def mark_of(request: HttpRequest) -> str:
    """'The same browser as before', and nothing else; signed, so that nobody makes their own."""
    try:
        return str(signing.loads(read_cookie(request, COOKIE), salt=SALT, max_age=KEEP_SECONDS))
    except signing.BadSignature:
        return ""


def with_mark(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    if not mark_of(request):
        mark = signing.dumps(secrets.token_urlsafe(16), salt=SALT)
        keep_cookie(response, COOKIE, mark, seconds=KEEP_SECONDS)
    return private(response)


@public
def board(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    return page(request, session_on(slug, on), VoteForm())


def page(request: HttpRequest, session: Session, form: VoteForm) -> HttpResponse:
    """What was moderated, by votes. The piece alone for a page that follows the hub."""
    now, attendance = clock.now(), attendance_of(request, session)
    most = MOST_SHOWN if "semua" in request.GET else MOST_LISTED
    shown = public_board_page(session, attendance=attendance, client=mark_of(request), now=now, most=most)
    is_over = not session.is_held or session.ends_at <= now
    context = around(session) | {
        "board": shown, "form": form, "vote": VoteForm(), "whole": "semua" in request.GET,
        "is_here": bool(attendance), "is_over": is_over,
    }  # fmt: skip
    piece = "potongan" in request.GET
    template = "voices/board/_list.html" if piece else "voices/board/board.html"
    return with_mark(render(request, template, context, status=409 if form.broken else 200), request)


def around(session: Session) -> dict[str, Any]:
    program, plan = session.program, getattr(session, "plan", None)
    return {
        "session": session, "program": program, "office": program.office, "zone": session.zone,
        "theme": plan.theme if plan else "",
    }  # fmt: skip


@public
def ask(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """One field is asked for. Five identical posts of one form are one question."""
    session, now = session_on(slug, on), clock.now()
    form = AskForm(request.POST or None)
    token = form.attempt_once(
        actions.ask_question, session=session, answer=token_of, purpose=f"voices.ask.{session.pk}", now=now
    )
    if token:
        return own_page_anew(token)
    office, begins = session.program.office, max(now, session.starts_at)
    context = around(session) | {
        "form": form,
        "is_over": not session.is_held or session.ends_at <= now,
        "day": answer_days(office, [Kind.QUESTION], begins).get(Kind.QUESTION),
    }
    status = 409 if form.broken else 422 if form.errors else 200
    return private(render(request, "voices/board/ask.html", context, status=status))


def token_of(question: Question) -> str:
    return question.voice.case.token


@public
def alike(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """While somebody types: the same was asked already? Nothing is kept, and no word stands in an address."""
    session, text = session_on(slug, on), request.POST.get("text", "")[:LONGEST_QUESTION]
    context = around(session) | {"alike": alike_on_board(session.pk, text), "text": text}
    piece = request.headers.get("HX-Request") == "true"
    response = render(request, f"voices/board/{'_alike' if piece else 'alike'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return private(response)


@public
def vote(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Given or taken back. Who is not checked in is counted apart, once a browser, and with a limit."""
    session, now = session_on(slug, on), clock.now()
    form = VoteForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return redirect("voices:board", slug, session.on)
    rows = Question.objects.public().select_related("session__program__office")
    question = get_object_or_404(rows, session=session, number=form.number)
    attendance = attendance_of(request, session)
    if attendance is None and form.is_valid():
        bucket = f"vote:{question.pk}:{client_of(request)}"
        form.try_action(hit, bucket=bucket, limit=VOTES_PER_NETWORK, per=timedelta(hours=1), now=now)
    deed = actions.take_support_back if form.takes_back else actions.support
    if not form.broken and form.attempt_once(
        deed, question=question, attendance=attendance, client=mark_of(request), answer=str,
        purpose=f"voices.{deed.__name__}.{question.pk}", now=now,
    ):  # fmt: skip
        return private(redirect(f"{reverse('voices:board', args=[slug, session.on])}#n{question.number}"))
    return page(request, session, form)


@public
def present(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Who was given a code (on paper, or on another telephone) votes as present with it."""
    session, now = session_on(slug, on), clock.now()
    form = PresentForm(request.POST or None)
    found = form.attempt(present_with, session=session, client=client_of(request), now=now)
    if found:
        response = private(redirect("voices:board", slug, session.on))
        remember(response, found, now=now)
        return response
    status = 409 if form.broken else 422 if form.errors else 200
    return private(
        render(request, "voices/board/present.html", around(session) | {"form": form}, status=status)
    )


def present_with(*, session: Session, code: str, client: str, now: datetime) -> Attendance:
    hit(bucket=f"present:{session.pk}:{client}", limit=CODES_PER_NETWORK, per=timedelta(hours=1), now=now)
    found = attendance_with(session=session, code=code)
    if found is None:
        raise RuleBroken(
            "board.no_code", "Kode ini tidak dikenal di sesi ini. Lihat lagi kodenya.", field="code"
        )
    return found


@public
def rules(request: HttpRequest) -> HttpResponse:
    """Why a question may be hidden: the whole list."""
    return render(request, "voices/board/rules.html", {"reasons": HiddenReason.labels})


@public
def screen(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """The hall's screen, alive by the hub; without JavaScript the browser asks anew every few seconds."""
    session = session_on(slug, on)
    state, now = public_board(session.pk), clock.now()
    link = settings.BALAI_URL + reverse("voices:board", args=[slug, session.on])
    context = around(session) | {
        "state": state, "now": now, "qr": qr_svg(link, title="Kode QR untuk bertanya"),
    }  # fmt: skip
    response = render(request, "voices/board/screen.html", context)
    response["Cache-Control"] = "no-store"
    return response
