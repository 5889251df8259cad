"""All addresses. Indonesian words; the table of who lives where stands in docs/map.md."""

from importlib.util import find_spec

from django.urls import include, path

from balai.site import health

APPS = [
    "queues",  # a desk's every press, a rush's every booking: addresses are tried one by one
    "base",
    "front",
    "performance",
    "voices",
    "programs",
    "catalogue",
    "field",
    "documents",
    "people",
    "places",
]

urlpatterns = [
    path("sehat", health.alive, name="alive"),
    path("siap", health.ready, name="ready"),
    path("api/v1/", include("balai.site.api")),  # before the apps: they are asked address by address
    *[path("", include(f"balai.{app}.urls")) for app in APPS if find_spec(f"balai.{app}.urls")],
]

handler400 = "balai.base.views.bad_request"
handler403 = "balai.base.views.forbidden"
handler404 = "balai.base.views.not_found"
handler500 = "balai.site.calm.server_error"
