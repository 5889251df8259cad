from django.urls import path

from balai.base import converters  # noqa: F401  the address word "isoday"
from balai.catalogue.views import manage, public, services

app_name = "catalogue"
urlpatterns = [
    path("cari/", public.search, name="search"),
    path("layanan/", public.services, name="services"),
    path("layanan/<slug:slug>/bawa/", public.checklist, name="checklist"),
    path("layanan/<slug:slug>/riwayat/", public.history, name="history"),
    path("layanan/<slug:slug>/cetak/<int:count>/", public.printout, name="printout"),
    path("layanan/<slug:slug>/<isoday:on>/", public.service_on, name="service_on"),
    path("hak-dan-kewajiban/", public.rights, name="rights"),
    path("kelola/layanan/", manage.standards, name="manage"),
    path("kelola/layanan/baru/", services.new, name="manage_new"),
    path("kelola/layanan/<slug:slug>/<slug:office>/nama/", services.edit, name="manage_service"),
    path("kelola/layanan/<slug:slug>/<slug:office>/tutup/", services.stop, name="manage_stop"),
    path("kelola/layanan/<slug:slug>/<slug:office>/buka/", services.resume, name="manage_resume"),
    path("kelola/layanan/<slug:slug>/<slug:office>/", manage.standard, name="manage_standard"),
    path("kelola/layanan/<slug:slug>/<slug:office>/ubah/", manage.edit, name="manage_edit"),
    path("kelola/layanan/<slug:slug>/<slug:office>/beda/", manage.compare, name="manage_compare"),
    path("kelola/layanan/<slug:slug>/<slug:office>/terbit/", manage.publish, name="manage_publish"),
    path("kelola/layanan/<slug:slug>/<slug:office>/buang/", manage.discard, name="manage_discard"),
]
