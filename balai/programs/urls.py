from django.urls import path

from balai.base import converters  # noqa: F401  the address word "isoday"
from balai.programs.views import desks, manage, offices, public, roster

app_name = "programs"
urlpatterns = [
    path("program/<slug:slug>/", public.program, name="program"),
    path("program/<slug:slug>.ics", public.program_feed, name="program_feed"),
    path("program/<slug:slug>/poster/", public.poster, name="poster"),
    path("jadwal/", public.everywhere, name="month"),
    path("kantor/<slug:slug>/jadwal/", public.office_month, name="month"),
    path("kantor/<slug:slug>/jadwal/<int:year>-<int:month>/", public.office_month, name="month"),
    path("kantor/<slug:slug>.ics", public.office_feed, name="office_feed"),
    path("kelola/program/", manage.programs, name="manage"),
    path("kelola/program/baru/", manage.new, name="manage_new"),
    path("kelola/program/<slug:slug>/", manage.program, name="manage_program"),
    path("kelola/program/<slug:slug>/keterangan/", manage.facts, name="manage_facts"),
    path("kelola/program/<slug:slug>/jadwal/", manage.rule, name="manage_rule"),
    path("kelola/program/<slug:slug>/terbit/", manage.publish, name="manage_publish"),
    path("kelola/program/<slug:slug>/tarik/", manage.withdraw, name="manage_withdraw"),
    path("kelola/program/<slug:slug>/berhenti/", manage.pause, name="manage_pause"),
    path("kelola/program/<slug:slug>/berhenti/<int:pk>/", manage.resume, name="manage_resume"),
    path("kelola/program/<slug:slug>/<isoday:on>/", manage.day, name="manage_day"),
    path("kelola/program/<slug:slug>/<isoday:on>/instansi/", desks.desks, name="manage_desks"),
    path("kelola/program/<slug:slug>/<isoday:on>/instansi/salin/", desks.copy, name="copy_desks"),
    path("kelola/program/instansi/<int:pk>/", desks.desk, name="manage_desk"),
    path("kelola/program/instansi/<int:pk>/pastikan/", desks.confirm, name="confirm_desk"),
    path("kelola/program/instansi/<int:pk>/lepas/", desks.remove, name="remove_desk"),
    path("kelola/kantor/<slug:slug>/sembunyi/", offices.hide, name="hide_office"),
    path("kelola/jaga/", roster.roster, name="roster"),
    path("kelola/jaga/saya/", roster.my_duties, name="my_duties"),
    path("kelola/jaga/saya/<int:pk>/siap/", roster.say_yes, name="say_yes"),
    path("kelola/jaga/jadwal/<int:pk>/", roster.assign, name="assign"),
    path("kelola/jaga/<int:pk>/pastikan/", roster.confirm, name="confirm"),
    path("kelola/jaga/<int:pk>/libur/", roster.rest, name="rest"),
    path("kelola/jaga/<int:pk>/lepas/", roster.release, name="release"),
]
