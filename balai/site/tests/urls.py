"""Addresses that go wrong in every way, for tests of what stands around a request."""

from django import forms
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from balai.base.audience import public
from balai.base.errors import RuleBroken
from balai.engine.forms import OnceForm
from balai.site import health

TROUBLE: dict[str, Exception] = {
    "rule": RuleBroken("queue.full", "Antrean sesi ini sudah penuh."),
    "limit": RuleBroken("limit.reached", "Terlalu sering dicoba."),
    "busy": OperationalError("database is locked"),
    "away": OperationalError("server closed the connection unexpectedly: host=db user=balai"),
    "gone": InterfaceError("connection already closed"),
    "bug": ZeroDivisionError("3201234567890001 dibagi nol"),
}


class Booking(OnceForm):
    name = forms.CharField()
    phone = forms.CharField()


@public
def fine(request: HttpRequest, token: str = "") -> HttpResponse:
    return HttpResponse("baik")


@public
def wrong(request: HttpRequest, what: str) -> HttpResponse:
    raise TROUBLE[what]


urlpatterns = [
    path("sehat", health.alive, name="alive"),
    path("siap", health.ready, name="ready"),
    path("baik/<str:token>/", fine, name="fine"),
    path("salah/<str:what>/", wrong, name="wrong"),
    path("api/v1/salah/<str:what>/", wrong, name="wrong_api"),
    path("masuk/<str:what>/", wrong, name="account_login"),
]
handler500 = "balai.site.calm.server_error"
