"""The living page of components, and the pages for bad days."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import Context
from django.template.loader import get_template

from balai.base import specimens
from balai.base.audience import public

LAST_RESORT = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>Ada yang rusak di sini · Balai</title>'
    "<h1>Maaf, ada yang rusak di sini</h1><p>Kesalahannya pada kami, bukan pada Anda. "
    "Tekan kembali, lalu coba lagi. Nomor yang sudah Anda terima tetap berlaku.</p></html>"
)


@public
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with the sentences that it will carry."""
    return render(request, "base/components.html", specimens.everything(request.GET.get("tema")))


@public
def specimen(request: HttpRequest, piece: str) -> HttpResponse:
    """A component that needs a page of its own: desk, display, paper, error pages."""
    if piece not in specimens.PIECES:
        raise Http404
    return render(request, specimens.PIECES[piece], specimens.everything(request.GET.get("tema")))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "base/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "base/403.html", status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF token did not match: usually a page that stayed open overnight."""
    return render(request, "base/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "base/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without database and context processors; if even the template is away, in plain words."""
    try:
        page = get_template("base/500.html").template.render(Context({}))  # type: ignore[attr-defined]
    except Exception:
        page = LAST_RESORT
    return HttpResponseServerError(page, headers={"Cache-Control": "no-store"})
