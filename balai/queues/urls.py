"""Addresses of lines: booking, tickets, the officer's desk, the display."""

from django.urls import path

from balai.base import converters  # noqa: F401 - registers <isoday:…> and <token:…>
from balai.queues import views

app_name = "queues"
urlpatterns = [
    path("antrean/<slug:slug>/<isoday:on>/", views.book, name="book"),
    path("antrean/<slug:slug>/<isoday:on>/tunggu/", views.join_wait, name="join_wait"),
    path("tunggu/<token:token>/", views.wait, name="wait"),
    path("tiket/", views.find, name="find"),
    path("tiket/lupakan/", views.forget, name="forget"),
    path("tiket/<token:token>/", views.ticket, name="ticket"),
    path("tiket/<token:token>/ganti/", views.change, name="change"),
    path("tiket/<token:token>/batal/", views.cancel, name="cancel"),
    path("tiket/<token:token>/kembalikan/", views.restore, name="restore"),
    path("tiket/<token:token>/kalender.ics", views.calendar, name="ticket_calendar"),
    path("tiket/<token:token>/slip/", views.slip, name="slip"),
    path("meja/", views.desks, name="desks"),
    path("meja/<int:sitting_id>/<int:counter>/", views.desk, name="desk"),
    path("meja/<int:sitting_id>/<int:counter>/buka/", views.open_counter, name="open_counter"),
    path("meja/<int:sitting_id>/<int:counter>/<slug:deed>/", views.deed, name="deed"),
    path("meja/<int:sitting_id>/lembar/", views.sheet, name="sheet"),
    path("meja/<int:sitting_id>/tutup/", views.close, name="close"),
    path("layar/<int:sitting_id>/", views.display, name="display"),
]
