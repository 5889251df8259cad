"""The living page of components."""

from django.urls import path

from balai.base import views

app_name = "base"
urlpatterns = [
    path("komponen/", views.components, name="components"),
    path("komponen/<slug:piece>/", views.specimen, name="specimen"),
]
