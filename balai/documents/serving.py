"""The only way out for a file: an upper app's view calls it after its own permission check."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from balai.base.sealing import SealBroken
from balai.documents import store
from balai.documents.models import File, Letter
from balai.documents.rules import Kind, Size

log = logging.getLogger("balai.documents")
TYPES = {Kind.PICTURE: ("image/jpeg", "jpg"), Kind.PDF: ("application/pdf", "pdf")}
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def serve(request: HttpRequest, file: File, *, size: str = Size.FULL, name: str = "") -> HttpResponse:
    """A clean file under a neutral name (`foto-12.jpg`); anything else does not exist (404).

    A PDF is a download and never opens inside our pages; a picture may stand in an <img>.
    """
    if not file.is_servable or size not in Size.values:
        raise Http404
    size = Size(size) if file.is_picture else Size.FULL
    try:
        raw = store.read(str(file.store_name), size)
    except (OSError, SealBroken) as error:
        log.error("file cannot be read", extra={"code": type(error).__name__})
        raise Http404 from error
    kind, ending = TYPES[Kind(file.kind)]
    way = "inline" if file.is_picture else "attachment"
    called = name or f"{'foto' if file.is_picture else 'dokumen'}-{file.pk}"
    return HttpResponse(
        raw,
        content_type=kind,
        headers={
            "Content-Disposition": f'{way}; filename="{called}.{ending}"',
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
        },
    )


def serve_pdf(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Not drawn yet: a page that says why, and that the browser can print meanwhile."""
    if letter.pdf is None:
        return render(request, "documents/undrawn.html", {"letter": letter}, status=404)
    return serve(request, letter.pdf, name=f"{letter.kind_word}-{letter.number}-{letter.year}")
