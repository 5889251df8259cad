"""The letters of an office: what went out, what it says, its PDF, and taking it back."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import requires
from balai.base.permissions import Permission, allowed
from balai.documents import actions
from balai.documents.forms import RevokeForm
from balai.documents.models import Letter
from balai.documents.paper import check_link, paper_context, print_context
from balai.documents.serving import serve_pdf
from balai.people.models import Person

A_PAGE = 30
CRUMBS = [("Kelola", "/kelola/")]
INNER = [*CRUMBS, ("Surat keluar", "/kelola/surat/")]


@requires(Permission.REPORT_WRITE)
def letters(request: HttpRequest) -> HttpResponse:
    mine = (
        Letter.objects.managed_by(request.user).select_related("office", "pdf").order_by("-issued_at", "-pk")
    )
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/letters.html", {"page": page, "crumbs": CRUMBS})


@requires(Permission.REPORT_WRITE)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    found = one_of(request, pk)
    context = {
        **paper_context(found),
        "check": check_link(found),
        "may_revoke": allowed(request.user, Permission.LETTER_ISSUE, at=found.office)
        and found.state != "revoked",
        "crumbs": INNER,
    }
    return render(request, "documents/letter.html", context)


@requires(Permission.REPORT_WRITE)
def printout(request: HttpRequest, pk: int) -> HttpResponse:
    """The same letter for the browser's own print, where there is no PDF yet, or no press at all."""
    found = one_of(request, pk)
    return render(request, "documents/printout.html", print_context(found))


@requires(Permission.REPORT_WRITE)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return serve_pdf(request, one_of(request, pk))


@requires(Permission.LETTER_ISSUE)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Letter.objects.signable_by(request.user).select_related("office")
    found = get_object_or_404(rows, pk=pk)
    form = RevokeForm(request.POST or None)
    if form.attempt(actions.revoke_letter, letter=found, by=cast(Person, request.user), now=clock.now()):
        return redirect("documents:letter", pk)
    crumbs = [*INNER, (found.number_text, f"/kelola/surat/{pk}/")]
    context = {"letter": found, "form": form, "crumbs": crumbs}
    return render(request, "documents/revoke.html", context, status=422 if form.is_bound else 200)


def one_of(request: HttpRequest, pk: int) -> Letter:
    rows = Letter.objects.managed_by(request.user).select_related(
        "office", "signatory", "newer", "pdf", "report"
    )
    return get_object_or_404(rows, pk=pk)
