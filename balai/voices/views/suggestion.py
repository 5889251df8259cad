"""What an officer is shown while typing. Nothing is kept, and nothing of the text stands in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from balai.base.audience import requires
from balai.base.permissions import Permission
from balai.base.private import private
from balai.people.permissions import offices_where
from balai.voices.suggestion.suggesting import suggest
from balai.voices.suggestion.words import MOST


@requires(Permission.CASE_WORK)
def suggestion(request: HttpRequest) -> HttpResponse:
    """A piece for the page that asks while somebody types; a page of its own without scripts."""
    text = request.POST.get("text", "")[:MOST]
    mine = offices_where(request.user, Permission.CASE_WORK).select_related("place").order_by("pk")
    office = mine.filter(slug=request.POST.get("office", "")).first() or mine.first()
    context = {"suggestion": suggest(text, office) if text.strip() else None, "text": text, "office": office}
    piece = request.headers.get("HX-Request") == "true"
    template = "voices/_suggestion.html" if piece else "voices/desk/suggestion.html"
    response = render(request, template, context | {"crumbs": [("Kelola", "/kelola/")]})
    patch_vary_headers(response, ["HX-Request"])
    return private(response)
