"""What everybody reads of a session that is over: its report, earlier versions, its photos."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from balai.base import clock
from balai.base.audience import public
from balai.base.codes import show_code
from balai.base.networks import network_of
from balai.base.private import private
from balai.documents.actions import find_by_token
from balai.documents.models import Photo, Report
from balai.documents.paper import check_address, proof_svg
from balai.documents.serving import serve, serve_pdf
from balai.front.closing import shown_photos
from balai.people.clients import address_of
from balai.programs.models import Session
from balai.programs.models.session import TOOK_PLACE
from balai.programs.pairs import ShownPair, pairs_of


def published_of(slug: str, on: date) -> tuple[Session, list[Report]]:
    """The session and its versions, the newest first; 404 where nothing is out."""
    rows = Session.objects.visible().filter(program__slug=slug, on=on, state__in=TOOK_PLACE)
    session = get_object_or_404(rows.select_related("program__office"))
    found = Report.objects.published().about(session).order_by("-version")
    reports = list(found.select_related("office", "maker", "approver", "letter__office", "letter__pdf"))
    if not reports:
        raise Http404
    return session, reports


def version_of(reports: list[Report], version: int | None) -> Report:
    found = [report for report in reports if version in (None, report.version)]
    if not found:
        raise Http404
    return found[0]


@public
def report(request: HttpRequest, slug: str, on: date, version: int | None = None) -> HttpResponse:
    session, reports = published_of(slug, on)
    shown = version_of(reports, version)
    pictures, pairs = _pictures(session, shown), _pairs(session, shown)
    context = {
        "office": session.program.office,
        "session": session,
        "program": session.program,
        "report": shown,
        "newest": reports[0],
        "others": [one for one in reports if one != shown],
        "letter": shown.letter,
        "facts": shown.facts,
        "pictures": pictures,
        "taken_back": len(shown.facts["photos"]) - len(pictures),
        "pairs": pairs,
        "pairs_taken_back": len(shown.facts.get("pairs", [])) - len(pairs),
        "qr": proof_svg(shown.letter) if shown.letter else "",
        "code": show_code(shown.letter.code) if shown.letter else "",
        "address": check_address(),
    }
    return render(request, "front/report.html", context)


def _pictures(session: Session, shown: Report) -> list[Photo]:
    """Those of this version that may still be shown."""
    of_version = {picture["file"] for picture in shown.facts["photos"]}
    return [photo for photo in shown_photos(session) if photo.file_id in of_version]


def _pairs(session: Session, shown: Report) -> list[ShownPair]:
    """The same: as they are covered now, since a face that was overlooked may be covered later."""
    of_version = {told["pair"] for told in shown.facts.get("pairs", [])}
    return [row for row in pairs_of(session) if row.pair.pk in of_version] if of_version else []


@public
def of_letter(request: HttpRequest, token: str) -> HttpResponse:
    """From the paper's verification page to what it says: the version that was signed."""
    letter = find_by_token(token=token, client=network_of(address_of(request)), now=clock.now())
    found = Report.objects.published().filter(letter=letter).first() if letter else None
    if found is None or found.about_type != Session._meta.label_lower:
        raise Http404
    session = get_object_or_404(Session.objects.select_related("program"), pk=found.about_id)
    return private(redirect("front:report", session.program.slug, session.on, found.version))


@public
def pdf(request: HttpRequest, slug: str, on: date, version: int) -> HttpResponse:
    letter = version_of(published_of(slug, on)[1], version).letter
    if letter is None:
        raise Http404
    return serve_pdf(request, letter)


@public
def photo(request: HttpRequest, slug: str, on: date, pk: int) -> HttpResponse:
    """Only one that a published version shows, and whose consent still stands."""
    session, reports = published_of(slug, on)
    told = {picture["file"] for one in reports for picture in one.facts["photos"]}
    found = [one for one in shown_photos(session) if one.file_id == pk and pk in told]
    if not found:
        raise Http404
    return serve(request, found[0].file, size=size_of(request.GET))


def size_of(query: Any) -> str:
    return "small" if query.get("ukuran") == "kecil" else "medium"
