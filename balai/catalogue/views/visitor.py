"""Which office a visitor means."""

from django.db.models import QuerySet
from django.http import HttpRequest

from balai.base.cookies import read_cookie
from balai.base.prepared import Prepared
from balai.places.models import Office

OFFICE_COOKIE = "kantor"  # set by the front page
LONGEST = 60


def named_office(request: HttpRequest) -> str:
    """The office of the address, else the one that this visitor chose on the front page."""
    return (request.GET.get("kantor") or read_cookie(request, OFFICE_COOKIE))[:LONGEST]


def visitors_office(request: HttpRequest) -> Office | None:
    """That office; without one the first of this Balai, as on the front page."""
    named = named_office(request)
    return (NAMED.first(slug=named) if named else None) or FIRST.first()


def _active() -> QuerySet[Office]:
    return Office.objects.active().select_related("place").order_by("pk")


def _first() -> QuerySet[Office]:
    return _active()[:1]


def _named(*, slug: str) -> QuerySet[Office]:
    return _active().filter(slug=slug)


FIRST, NAMED = Prepared(_first), Prepared(_named)
