"""Which office a visitor means."""

from django.http import HttpRequest

from balai.base.cookies import read_cookie
from balai.places.models import Office

OFFICE_COOKIE = "kantor"  # set by the front page
LONGEST = 60


def named_office(request: HttpRequest) -> str:
    """The office of the address, else the one that this visitor chose on the front page."""
    return (request.GET.get("kantor") or read_cookie(request, OFFICE_COOKIE))[:LONGEST]


def visitors_office(request: HttpRequest) -> Office | None:
    """That office; without one the first of this Balai, as on the front page."""
    offices = Office.objects.active().select_related("place")
    named = named_office(request)
    return (offices.filter(slug=named).first() if named else None) or offices.order_by("pk").first()
