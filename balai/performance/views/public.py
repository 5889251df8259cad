"""Those who were there, without an account: one page right after, one link a month later, the figures."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import public
from balai.base.private import private
from balai.performance import actions
from balai.performance.asking import Asked, asked_at, closes_on, takes
from balai.performance.forms import AnswerForm, TouchForm, UseForm
from balai.performance.models import OPEN, FollowUp, Participation
from balai.performance.readings import added_up, by_month, counted
from balai.performance.rules import Audience, FollowState, use_day
from balai.programs.models import Attendance, Session
from balai.programs.models.session import TOOK_PLACE
from balai.programs.presence import attendance_of, remember
from balai.programs.readings import shown_program
from balai.voices.views.board import present_with
from balai.voices.views.person import client_of

SESSIONS_A_PAGE, MONTHS_SHOWN = 10, 1


def session_on(slug: str, on: date) -> Session:
    rows = Session.objects.visible().filter(program__slug=slug, on=on, state__in=TOOK_PLACE)
    return get_object_or_404(rows.select_related("program__office").order_by("starts_at")[:1])


@public
def pulse(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Answered with the attendance of this telephone, or with a code that is typed. Once."""
    session, now = session_on(slug, on), clock.now()
    asked, attendance = asked_at(session), attendance_of(request, session)
    form = AnswerForm(request.POST or None, asked=asked, with_code=attendance is None)
    if form.is_valid():
        if attendance is None:
            attendance = form.try_action(
                present_with, session=session, code=form.cleaned_data["code"], client=client_of(request),
                now=now,
            )  # fmt: skip
        if attendance and form.attempt_once(
            actions.answer, answer=str, purpose=f"pulse.{session.pk}", now=now, session=session,
            attendance=attendance,
        ):  # fmt: skip
            response = private(redirect("performance:pulse", slug, session.on))
            remember(response, attendance, now=now)
            return response
    return _page(request, session, asked, form, attendance)


def _page(
    request: HttpRequest,
    session: Session,
    asked: Asked,
    form: AnswerForm,
    attendance: Attendance | None,
    touch_form: TouchForm | None = None,
) -> HttpResponse:
    now = clock.now()
    part = Participation.objects.filter(attendance=attendance).first() if attendance else None
    may_touch = bool(part and asked.asks_use and not part.may_be_asked)
    context = {
        "session": session, "program": session.program, "office": session.program.office, "form": form,
        "asked": asked, "part": part, "is_open": takes(session, now), "is_early": now < session.starts_at,
        "closes": closes_on(session), "touch_form": (touch_form or TouchForm()) if may_touch else None,
        "ask_day": use_day(session.on), "sent": touch_form or form,
    }  # fmt: skip
    sent = touch_form or form
    status = 409 if sent.broken else 422 if sent.errors else 200
    return private(render(request, "performance/pulse.html", context, status=status))


@public
def touch(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """A contact for one question in a month, apart from what was answered."""
    session, now = session_on(slug, on), clock.now()
    attendance = attendance_of(request, session)
    if request.method != "POST" or attendance is None:
        return redirect("performance:pulse", slug, session.on)
    form = TouchForm(request.POST)
    if form.attempt_once(
        actions.stay_in_touch, answer=str, purpose=f"touch.{session.pk}", now=now, session=session,
        attendance=attendance,
    ):  # fmt: skip
        return private(redirect("performance:pulse", slug, session.on))
    asked = asked_at(session)
    return _page(request, session, asked, AnswerForm(asked=asked, with_code=False), attendance, form)


@public
def use(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message. Looking at it changes nothing; it answers once."""
    follow_up = _followed(token)
    form = UseForm(request.POST or None)
    if form.attempt_once(
        actions.answer_use, answer=str, purpose=f"use.{follow_up.pk}", now=clock.now(), follow_up=follow_up
    ):
        return private(redirect("performance:use", token))
    return _asked(request, token, follow_up, form)


def _asked(request: HttpRequest, token: str, follow_up: FollowUp, form: UseForm) -> HttpResponse:
    session = follow_up.session
    context = {
        "session": session, "program": session.program, "office": session.program.office,
        "follow_up": follow_up, "form": form, "token": token, "is_open": follow_up.state in OPEN,
        "is_thanked": follow_up.state == FollowState.ANSWERED,
        "is_stopped": follow_up.state == FollowState.WITHDRAWN,
    }  # fmt: skip
    status = 409 if form.broken else 422 if form.errors else 200
    return private(render(request, "performance/use.html", context, status=status))


@public
@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    actions.stop_asking(follow_up=_followed(token), now=clock.now())
    return private(redirect("performance:use", token))


def _followed(token: str) -> FollowUp:
    rows = FollowUp.objects.by_token(token).select_related("session__program__office")
    return get_object_or_404(rows)


@public
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may read: by session, and by month."""
    found = shown_program(slug)
    if found is None:
        raise Http404
    now = clock.now()
    rows = counted(found, Audience.PUBLIC, now)
    shown = [row for row in rows if row.has_shown]
    months = [month for month in by_month(rows) if month.sums]
    context: dict[str, Any] = {
        "program": found, "office": found.office, "left_out": len(rows) - len(shown),
        "page": Paginator(shown, SESSIONS_A_PAGE).get_page(request.GET.get("page")),
        "months": months[:MONTHS_SHOWN], "earlier": months[MONTHS_SHOWN:], "sums": added_up(rows),
    }  # fmt: skip
    return render(request, "performance/program.html", context)
