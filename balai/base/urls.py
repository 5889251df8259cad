"""The living page of components: for who builds and tries Balai, not in an office's own."""

from django.conf import settings
from django.urls import URLPattern, path

from balai.base import views

app_name = "base"
urlpatterns: list[URLPattern] = []
if not settings.IS_PRODUCTION:
    urlpatterns += [
        path("komponen/", views.components, name="components"),
        path("komponen/<slug:piece>/", views.specimen, name="specimen"),
    ]
