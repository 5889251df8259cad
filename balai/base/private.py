"""Headers of a page that is one person's own."""

from django.http import HttpResponse


def private(response: HttpResponse) -> HttpResponse:
    """Never stored, never indexed, its address never told to another site.

    A page with a form says `same-origin`: under `no-referrer` a browser sends `Origin: null` with a POST,
    which Django's CSRF check refuses, rightly.
    """
    has_form = b'method="post"' in response.content
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
