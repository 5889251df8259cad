"""Officers: which reports are owed, the report of one session, its approval and its photos."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.forms import ActionForm, own_ids
from balai.base.permissions import Permission, allowed
from balai.documents import actions as documents
from balai.documents.models import Photo, Report
from balai.documents.rules.letters import LetterKind
from balai.documents.serving import serve
from balai.front import actions
from balai.front.closing import Owed, owed_by, owed_of, typed_initial
from balai.front.forms import ConsentForm, CorrectForm, PhotoForm, ReportForm, ReturnForm, SignForm
from balai.front.views.reports import size_of
from balai.people.models import Person
from balai.performance.readings import waits_until
from balai.programs.attended import attended
from balai.programs.models import Session
from balai.programs.models.session import TOOK_PLACE
from balai.programs.results import worked

CRUMBS = [("Kelola", "/kelola/"), ("Laporan acara", "/kelola/laporan/")]


def session_of(request: HttpRequest, pk: int, permission: Permission = Permission.REPORT_WRITE) -> Session:
    rows = Session.objects.managed_by(request.user, permission).filter(state__in=TOOK_PLACE)
    return get_object_or_404(rows.select_related("program__office__place"), pk=pk)


def officer(request: HttpRequest) -> Person:
    return cast(Person, request.user)


@requires(Permission.REPORT_WRITE)
def owed(request: HttpRequest) -> HttpResponse:
    rows = owed_by(request.user, clock.now())
    context = {"rows": rows, "late": sum(row.is_late for row in rows), "crumbs": CRUMBS[:1]}
    return render(request, "front/reports.html", context)


@requires(Permission.REPORT_WRITE)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as far as it is: written, waiting, or out."""
    session = session_of(request, pk)
    if request.method != "POST":
        return page(request, session)
    form = ReportForm(request.POST)
    keep = actions.hand_in_report if form.wants_to_send else actions.keep_report
    if form.attempt(keep, session=session, by=officer(request), now=clock.now()):
        return redirect("front:manage_report", pk)
    return page(request, session, report=form)


def page(request: HttpRequest, session: Session, **bound: ActionForm) -> HttpResponse:
    """Every form of the page, those that were refused as they were sent."""
    state, counted = owed_of(session, clock.now()), attended(session)
    forms: dict[str, Any] = {
        "report": ReportForm(initial=typed_initial(state.report, counted)),
        "sign": SignForm(initial=sign_initial(session, LetterKind.REPORT)),
        "send_back": ReturnForm(),
        "correct": CorrectForm(),
        "photo": PhotoForm(),
    }
    forms |= bound
    own_ids(forms)
    context = {
        "session": session,
        "owed": state,
        "counted": counted,
        "done": worked(session),
        "pulse_waits": waits_until(session, clock.now()),
        "forms": forms,
        "photos": [photo_row(photo, bound) for photo in Photo.objects.of(session)],
        "may_approve": may_approve(request, state),
        "crumbs": CRUMBS,
    }
    return render(request, "front/manage_report.html", context, status=422 if bound else 200)


def photo_row(photo: Photo, bound: dict[str, ActionForm]) -> dict[str, object]:
    form = bound.get(f"photo_{photo.pk}") or ConsentForm(initial={"consent": photo.consent})
    form.auto_id = f"id_photo_{photo.pk}_%s"
    return {"photo": photo, "form": form}


def may_approve(request: HttpRequest, state: Owed) -> bool:
    """Who holds the right and did not write it."""
    report = state.report
    is_allowed = allowed(request.user, Permission.REPORT_APPROVE, at=state.session.program.office)
    return bool(report and is_allowed and report.maker_id != request.user.pk)


def sign_initial(session: Session, kind: str) -> dict[str, str]:
    office = session.program.office
    words = {"kecamatan": "Camat", "kelurahan": "Lurah"}
    head = words.get(office.kind)
    return {
        "signed_as": f"{head} {office.place}" if head else f"Kepala {office.name}",
        "classification": documents.last_classification(office=office, kind=kind),
    }


def _deed(
    request: HttpRequest,
    pk: int,
    name: str,
    form: ActionForm,
    do: Callable[..., object],
    permission: Permission,
) -> HttpResponse:
    """One deed on the newest version of a session's report, or the page again with what was typed."""
    session = session_of(request, pk, permission)
    rows = Report.objects.about(session).select_related("office").order_by("-version")
    report = get_object_or_404(rows[:1])
    if form.attempt(do, report=report, by=officer(request), now=clock.now()):
        return redirect("front:manage_report", pk)
    return page(request, session, **{name: form})


@requires(Permission.REPORT_APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    form = SignForm(request.POST)
    return _deed(request, pk, "sign", form, documents.publish_report, Permission.REPORT_APPROVE)


@requires(Permission.REPORT_APPROVE)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    return _deed(request, pk, "send_back", form, documents.return_report, Permission.REPORT_APPROVE)


@requires(Permission.REPORT_WRITE)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    form = CorrectForm(request.POST)
    return _deed(request, pk, "correct", form, actions.correct_report, Permission.REPORT_WRITE)


@requires(Permission.REPORT_WRITE)
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    kept = form.attempt(
        documents.add_photo, of=session, office=session.program.office, by=officer(request), now=clock.now()
    )
    return redirect("front:manage_report", pk) if kept else page(request, session, photo=form)


@requires(Permission.REPORT_WRITE)
def manage_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponse:
    """GET: the picture itself, for who decides about it. POST: its consent, or taking it back."""
    session = session_of(request, pk)
    found = get_object_or_404(Photo.objects.of(session), pk=photo)
    if request.method != "POST":
        return serve(request, found.file, size=size_of(request.GET))
    form = ConsentForm(request.POST)
    if form.attempt(actions.decide_photo, photo=found, by=officer(request), now=clock.now()):
        return redirect("front:manage_report", pk)
    return page(request, session, **{f"photo_{found.pk}": form})
