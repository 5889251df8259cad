"""Officers: what was said after a session, slips of paper, raised hands, a programme over time."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import own_ids
from balai.base.permissions import Permission, allowed
from balai.base.qr import qr_svg
from balai.people.models import Person
from balai.people.permissions import offices_where
from balai.performance import actions
from balai.performance.asking import Question, asked_at, takes
from balai.performance.forms import HandsForm, PaperForm
from balai.performance.models import LessonTally
from balai.performance.readings import added_up, by_month, counted, results_of, use_words
from balai.performance.rules import Audience, Source
from balai.programs.attended import attended
from balai.programs.models import Program, Session
from balai.programs.models.session import TOOK_PLACE

CRUMBS = [("Kelola", "/kelola/"), ("Kesan warga", "/kelola/kesan/")]
MOST_LISTED = 60
SAID = {
    False: "Lembar masuk hitungan. Lanjutkan dengan lembar berikutnya.",
    True: "Lembar itu dikeluarkan dari hitungan.",
}


def officer(request: HttpRequest) -> Person:
    return cast(Person, request.user)


def session_of(request: HttpRequest, pk: int, permission: Permission = Permission.ATTENDANCE_TAKE) -> Session:
    rows = Session.objects.managed_by(request.user, permission).filter(state__in=TOOK_PLACE)
    return get_object_or_404(rows.select_related("program__office"), pk=pk)


@requires(Permission.ATTENDANCE_TAKE)
def sessions(request: HttpRequest) -> HttpResponse:
    """What goes on and comes soon, then what is over; and each programme over time."""
    now = clock.now()
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE).filter(state__in=TOOK_PLACE)
    found = mine.select_related("program__office").nearest_first(now)[:MOST_LISTED]
    rows = [(row, row.is_running(now), row.ends_at <= now) for row in found]
    programs = {row.program.slug: row.program for row, *_ in rows}
    context = {"rows": rows, "programs": list(programs.values()), "crumbs": CRUMBS[:1]}
    return render(request, "performance/desk/list.html", context)


@requires(Permission.ATTENDANCE_TAKE)
def session(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, session_of(request, pk))


def _page(
    request: HttpRequest, session: Session, paper: PaperForm | None = None, hands: HandsForm | None = None
) -> HttpResponse:
    now, asked = clock.now(), asked_at(session)
    raised_before = _hands_at(session)
    raised = [_own(hands, part) or HandsForm(part=part, counted=raised_before) for part in asked.lessons]
    forms: dict[str, Any] = {"paper": paper or PaperForm(asked=asked)}
    own_ids(forms | {f"hands{form.part.lesson.pk}": form for form in raised})
    sent = paper or hands
    office = session.program.office
    context = {
        "session": session, "program": session.program, "asked": asked, "paper": forms["paper"],
        "hands": raised, "results": results_of(session, Audience.INSIDE, now), "sent": sent,
        "is_open": takes(session, now), "is_begun": session.starts_at <= now, "use_words": use_words(session),
        "may_edit": allowed(request.user, Permission.PROGRAM_EDIT, at=office), "counted": attended(session),
        "crumbs": CRUMBS,
    }  # fmt: skip
    status = 200 if sent is None else 409 if sent.broken else 422
    return render(request, "performance/desk/session.html", context, status=status)


def _own(hands: HandsForm | None, part: Question) -> HandsForm | None:
    """The form that was refused stays as it was sent."""
    return hands if hands and hands.part.lesson.pk == part.lesson.pk else None


def _hands_at(session: Session) -> dict[int, int]:
    rows = LessonTally.objects.filter(session=session, source=Source.HANDS)
    return dict(rows.values_list("choice", "number"))


@requires(Permission.ATTENDANCE_TAKE)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One slip after the other. One that was keyed wrong is keyed again as it was, and taken out."""
    session = session_of(request, pk)
    if request.method != "POST":
        return redirect("performance:session", pk)
    form = PaperForm(request.POST, asked=asked_at(session))
    deed = actions.take_paper_back if form.takes_out else actions.enter_paper
    if form.attempt_once(
        deed, answer=str, purpose=f"pulse.{deed.__name__}.{pk}", now=clock.now(), session=session,
        by=officer(request),
    ):  # fmt: skip
        messages.success(request, SAID[form.takes_out])
        return redirect(f"{reverse('performance:session', args=[pk])}#lembar")
    return _page(request, session, paper=form)


@requires(Permission.ATTENDANCE_TAKE)
def hands(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """Hands that were raised, counted for each choice."""
    session = session_of(request, pk)
    if request.method != "POST":
        return redirect("performance:session", pk)
    form = HandsForm(request.POST, part=_part(session, lesson))
    if form.attempt_once(
        actions.count_hands, answer=str, purpose=f"lesson.hands.{pk}.{lesson}", now=clock.now(),
        session=session, lesson=form.part.lesson, by=officer(request),
    ):  # fmt: skip
        messages.success(request, "Hitungan tangan tercatat.")
        return redirect("performance:session", pk)
    return _page(request, session, hands=form)


def _part(session: Session, lesson: int) -> Question:
    found = [part for part in asked_at(session).lessons if part.lesson.pk == lesson]
    if not found:
        raise Http404
    return found[0]


@requires(Permission.ATTENDANCE_TAKE)
def printout(request: HttpRequest, pk: int) -> HttpResponse:
    """For the wall: a QR code. For the table: slips with the same questions."""
    session = session_of(request, pk)
    path = reverse("performance:pulse", args=[session.program.slug, session.on])
    address = request.build_absolute_uri(path)
    context = {
        "session": session, "program": session.program, "office": session.program.office,
        "asked": asked_at(session), "qr": qr_svg(address, title="Kode QR untuk mengisi kesan"),
        "typed": address.partition("://")[2], "slips": range(2),
    }  # fmt: skip
    return render(request, "performance/desk/printout.html", context)


@requires(Permission.ATTENDANCE_TAKE)
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """Session by session, and added up."""
    mine = Program.objects.filter(office__in=offices_where(request.user, Permission.ATTENDANCE_TAKE))
    found = get_object_or_404(mine.select_related("office"), slug=slug)
    now = clock.now()
    rows = counted(found, Audience.INSIDE, now)
    context = {
        "program": found, "rows": rows, "months": [month for month in by_month(rows) if month.sums],
        "sums": added_up(rows), "crumbs": CRUMBS,
        "may_edit": allowed(request.user, Permission.PROGRAM_EDIT, at=found.office),
    }  # fmt: skip
    return render(request, "performance/desk/program.html", context)
