"""What work days got done: told and decided by officers, read by everybody, printed for an RW."""

import csv
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from balai.base import clock, zones
from balai.base.audience import public, requires
from balai.base.networks import network_of
from balai.base.permissions import Permission
from balai.base.qr import qr_svg
from balai.documents.actions import count_try
from balai.documents.serving import serve
from balai.people.clients import address_of
from balai.people.models import Person
from balai.programs import actions
from balai.programs.attended import sheets_of
from balai.programs.forms import CorrectResultForm, NewResultForm, ReasonForm
from balai.programs.models import Program, Result, Session
from balai.programs.readings import shown_program
from balai.programs.results import conflicts_of, months_of, rw_month, worked, year_of, years_of
from balai.programs.rules.head_counts import CountState
from balai.programs.rules.results import SUMMED, in_words
from balai.programs.views.deciding import decide
from balai.programs.views.public import QR_TITLE

FIRST_YEAR, LAST_YEAR = 2020, 2100


@requires(Permission.ATTENDANCE_TAKE)
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Of one session: what was told, what counts, and a form for the paper."""
    session, now, by = _mine(request, pk), clock.now(), cast(Person, request.user)
    if request.FILES:
        count_try(client=network_of(address_of(request)), now=now)
    form = NewResultForm(request.POST or None, request.FILES or None)
    kept = form.attempt_once(
        actions.report_result, answer=lambda row: str(row.state), purpose=f"result.{pk}", now=now,
        session=session, by=by,
    )  # fmt: skip
    if kept == CountState.CONFLICT:
        messages.warning(request, "Hasil ini bertentangan dengan yang lain. Kepala kantor memilih.")
    elif kept:
        messages.success(request, "Hasil tercatat.")
    if kept:
        return redirect("programs:results", pk)
    told = Result.objects.filter(session=session).select_related("corrected_by")
    rows = list(told.order_by("rw", "street", "at"))
    sheets = sheets_of(rows)
    context = {
        "session": session,
        "program": session.program,
        "office": session.program.office,
        "seen": worked(session),
        "rows": [(row, sheets.get(row.pk)) for row in rows],
        "form": form,
        "reason_form": ReasonForm(),
        "may_decide": by.may(Permission.ATTENDANCE_DECIDE, at=session.program.office),
        "crumbs": [("Kelola", "/kelola/"), ("Kehadiran dan hasil", reverse("programs:attendances"))],
    }
    status = 200 if not form.is_bound else 409 if form.broken else 422
    return render(request, "programs/results/desk.html", context, status=status)


RESULT_DEEDS: dict[str, Callable[..., Result]] = {
    "pilih": actions.pick_result,
    "sisihkan": actions.set_result_aside,
}


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def result_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Pick one of those that contradict each other, or set one aside."""
    return decide(request, deed, RESULT_DEEDS, back="programs:results", result=_result(request, pk))


@requires(Permission.ATTENDANCE_TAKE)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form again, filled with what was told, and a reason."""
    result = _result(request, pk)
    form, by = CorrectResultForm.of(result, request.POST or None), cast(Person, request.user)
    if form.attempt_once(
        actions.correct_result, answer=lambda row: str(row.pk), purpose=f"result.{pk}.correct",
        now=clock.now(), result=result, by=by,
    ):  # fmt: skip
        messages.success(request, "Dibetulkan. Yang lama tetap tersimpan beserta alasannya.")
        return redirect("programs:results", result.session_id)
    context = {"result": result, "form": form, "session": result.session}
    status = 200 if not form.is_bound else 409 if form.broken else 422
    return render(request, "programs/results/correct.html", context, status=status)


@requires(Permission.ATTENDANCE_TAKE)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The photographed sheet: for officers of this office alone."""
    result = _result(request, pk)
    found = sheets_of([result]).get(result.pk)
    if found is None:
        raise Http404
    return serve(request, found, size=request.GET.get("ukuran", "full"))


@public
def totals(request: HttpRequest, slug: str, year: int = 0) -> HttpResponse:
    """By month and RW, each unit by itself."""
    return _totals(request, _shown(slug), year, is_officer=False)


@requires(Permission.PROGRAM_EDIT)
def manage_totals(request: HttpRequest, slug: str, year: int = 0) -> HttpResponse:
    """The same for officers, also before the programme is public, with what still waits for a decision."""
    mine = Program.objects.editable_by(request.user).select_related("office")
    return _totals(request, get_object_or_404(mine, slug=slug), year, is_officer=True)


def _totals(request: HttpRequest, program: Program, year: int, *, is_officer: bool) -> HttpResponse:
    year = _year(program, year)
    context = {
        "program": program,
        "office": program.office,
        "year": year,
        "years": years_of(program),
        "sums": year_of(program, year),
        "months": months_of(program, year),
        "measures": SUMMED,
        "is_officer": is_officer,
        "page": "programs:manage_totals" if is_officer else "programs:totals",
        "conflicts": conflicts_of(program) if is_officer else [],
    }
    return render(request, "programs/results/totals.html", context)


def _year(program: Program, year: int) -> int:
    year = year or zones.local_day(clock.now(), program.zone).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


@public
def table(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The same totals for a spreadsheet."""
    program = _shown(slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="hasil-{program.slug}-{_year(program, year)}.csv"'
    )
    writer = csv.writer(response)
    writer.writerow(["bulan", "rw", "kegiatan", *(measure.key for measure in SUMMED)])
    for month in months_of(program, year):
        for row in month.rws:
            amounts = [_plain(row.sums.amounts.get(measure.name)) for measure in SUMMED]
            writer.writerow([f"{month.on:%Y-%m}", row.rw or "", row.held, *amounts])
    return response


def _plain(amount: Any) -> str:
    """With a point and without noughts, as a spreadsheet reads it; nothing where nothing was told."""
    return in_words(amount).replace(".", "").replace(",", ".") if amount else ""


@public
def rw_poster(request: HttpRequest, slug: str, year: int, month: int, rw: int) -> HttpResponse:
    """A4 for the wall of one RW: what it did in that month. No names, no ranking."""
    program = _shown(slug)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    found = rw_month(program, date(year, month, 1), rw)
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("programs:totals", args=[slug, year]))
    context = {
        "program": program,
        "office": program.office,
        "found": found,
        "month": f"{zones.MONTHS[month - 1]} {year}",
        "qr": qr_svg(address, title=QR_TITLE),
        "now": clock.now(),
    }
    return render(request, "programs/results/poster.html", context)


def _shown(slug: str) -> Program:
    program = shown_program(slug)
    if program is None:
        raise Http404
    return program


def _mine(request: HttpRequest, pk: int) -> Session:
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE)
    return get_object_or_404(mine.select_related("program__office"), pk=pk)


def _result(request: HttpRequest, pk: int) -> Result:
    mine = Session.objects.managed_by(request.user, Permission.ATTENDANCE_TAKE)
    rows = Result.objects.filter(session__in=mine).select_related("session__program__office")
    return get_object_or_404(rows, pk=pk)
