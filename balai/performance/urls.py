"""Addresses of performance: those who were there, who is asked later, officers."""

from django.urls import path

from balai.base import converters  # noqa: F401 - registers <token:…> and <isoday:…>
from balai.performance.views import asking, desk, public

app_name = "performance"
urlpatterns = [
    path("kesan/<slug:slug>/", public.program, name="program"),
    path("kesan/<slug:slug>/<isoday:on>/", public.pulse, name="pulse"),
    path("kesan/<slug:slug>/<isoday:on>/nanti/", public.touch, name="touch"),
    path("sudah-digunakan/<token:token>/", public.use, name="use"),
    path("sudah-digunakan/<token:token>/berhenti/", public.stop, name="stop"),
    path("kelola/kesan/", desk.sessions, name="sessions"),
    path("kelola/kesan/<int:pk>/", desk.session, name="session"),
    path("kelola/kesan/<int:pk>/lembar/", desk.paper, name="paper"),
    path("kelola/kesan/<int:pk>/cetak/", desk.printout, name="printout"),
    path("kelola/kesan/<int:pk>/pelajaran/", asking.lesson, name="lesson"),
    path("kelola/kesan/<int:pk>/pelajaran/lepas/", asking.drop, name="drop_lesson"),
    path("kelola/kesan/<int:pk>/tangan/<int:lesson>/", desk.hands, name="hands"),
    path("kelola/kesan/program/<slug:slug>/", desk.program, name="manage_program"),
    path("kelola/kesan/program/<slug:slug>/atur/", asking.settings, name="settings"),
]
