from django.conf import settings
from django.urls import path

from balai.base import converters  # noqa: F401  the address word "isoday"
from balai.front import views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("kantor/", views.offices, name="offices"),
    path("kantor/<slug:slug>/", views.office, name="office"),
    path("program/<slug:slug>/<isoday:on>/", views.session, name="session"),
    path("layanan/<slug:slug>/", views.service, name="service"),
    path("pungutan/", views.levy, name="levy"),
    path("kelola/", views.manage, name="manage"),
]
if settings.IS_DEMO:
    from balai.front import demo

    urlpatterns += [
        path("demo/", demo.roles, name="demo"),
        path("demo/peran/", demo.take_role, name="demo_role"),
        path("demo/jam/", demo.set_clock, name="demo_clock"),
    ]
