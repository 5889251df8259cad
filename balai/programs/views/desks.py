"""Officers: which agencies have a table in one session, and what each offers."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.programs import actions, calendar
from balai.programs.actions.sessions import find_session
from balai.programs.forms import CopyDesksForm, DeskForm, EditDeskForm
from balai.programs.models import Desk, Program, Session
from balai.programs.outlook import latest_with_desks


@requires(Permission.PROGRAM_EDIT)
def desks(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """The tables of this day; a POST asks one agency more."""
    program = _program(request, slug)
    form = DeskForm(request.POST or None)
    made = form.attempt(_invite, program=program, on=on, by=request.user, now=clock.now())
    if made:
        return redirect("programs:manage_desks", slug, on)
    return _page(request, program, on, form=form)


def _invite(*, program: Program, on: date, **kwargs: object) -> Desk:
    return actions.invite_desk(session=actions.session_for(program, on), **kwargs)  # type: ignore[arg-type]


@requires(Permission.PROGRAM_EDIT)
@require_POST
def copy(request: HttpRequest, slug: str, on: date) -> HttpResponse:
    """Ask the same agencies as last time."""
    program = _program(request, slug)
    source = latest_with_desks(program, before=on)
    if source is None:
        raise Http404("no earlier day with tables")
    form = CopyDesksForm(request.POST)
    made = form.attempt(_copy, program=program, on=on, source=source, by=request.user, now=clock.now())
    if made is not None:
        return redirect("programs:manage_desks", slug, on)
    return _page(request, program, on, copy_form=form)


def _copy(*, program: Program, on: date, source: Session, **kwargs: object) -> list[Desk]:
    session = actions.session_for(program, on)
    return actions.copy_desks(session=session, source=source, **kwargs)  # type: ignore[arg-type]


@requires(Permission.PROGRAM_EDIT)
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """What one table offers, and which crew comes."""
    found = _desk(request, pk)
    form = EditDeskForm(request.POST or None, initial={"offers": found.offers, "crew": found.crew})
    if form.attempt(actions.change_desk, desk=found, by=request.user, now=clock.now()):
        return _back(found)
    context = {"form": form, "desk": found, "session": found.session, "program": found.session.program}
    return render(request, "programs/manage/desk.html", context, status=422 if form.errors else 200)


@requires(Permission.PROGRAM_EDIT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = _desk(request, pk)
    actions.confirm_desk(desk=found, by=request.user, now=clock.now())
    return _back(found)


@requires(Permission.PROGRAM_EDIT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _desk(request, pk)
    actions.remove_desk(desk=found, by=request.user, now=clock.now())
    return _back(found)


def _page(
    request: HttpRequest,
    program: Program,
    on: date,
    *,
    form: DeskForm | None = None,
    copy_form: CopyDesksForm | None = None,
) -> HttpResponse:
    session = find_session(program, on)
    context = {
        "program": program,
        "on": on,
        "day": calendar.day(program, on),
        "why": calendar.why(program, on),
        "desks": list(session.desks.select_related("agency").order_by("agency__name")) if session else [],
        "source": latest_with_desks(program, before=on),
        "form": form or DeskForm(),
        "copy_form": copy_form,
    }
    refused = any(sent.errors for sent in (form, copy_form) if sent)
    return render(request, "programs/manage/desks.html", context, status=422 if refused else 200)


def _program(request: HttpRequest, slug: str) -> Program:
    return get_object_or_404(Program.objects.editable_by(request.user).with_series(), slug=slug)


def _desk(request: HttpRequest, pk: int) -> Desk:
    rows = Desk.objects.filter(session__in=Session.objects.managed_by(request.user))
    return get_object_or_404(rows.select_related("agency", "session__program__office"), pk=pk)


def _back(found: Desk) -> HttpResponse:
    return redirect("programs:manage_desks", found.session.program.slug, found.session.on)
