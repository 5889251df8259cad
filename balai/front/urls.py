from django.conf import settings
from django.urls import path

from balai.base import converters  # noqa: F401  the address word "isoday"
from balai.front.views import calling, closing, inviting, pages, reports

app_name = "front"
urlpatterns = [
    path("", pages.home, name="home"),
    path("kantor/", pages.offices, name="offices"),
    path("kantor/<slug:slug>/", pages.office, name="office"),
    path("program/<slug:slug>/<isoday:on>/", pages.session, name="session"),
    path("program/<slug:slug>/<isoday:on>/laporan/", reports.report, name="report"),
    path("program/<slug:slug>/<isoday:on>/laporan/foto/<int:pk>/", reports.photo, name="report_photo"),
    path("program/<slug:slug>/<isoday:on>/laporan/<int:version>/", reports.report, name="report"),
    path("program/<slug:slug>/<isoday:on>/laporan/<int:version>/pdf/", reports.pdf, name="report_pdf"),
    path("periksa/<token:token>/laporan/", reports.of_letter, name="letters_report"),
    path("kelola/laporan/", closing.owed, name="reports"),
    path("kelola/laporan/<int:pk>/", closing.desk, name="manage_report"),
    path("kelola/laporan/<int:pk>/setujui/", closing.approve, name="approve_report"),
    path("kelola/laporan/<int:pk>/kembalikan/", closing.send_back, name="return_report"),
    path("kelola/laporan/<int:pk>/betulkan/", closing.correct, name="correct_report"),
    path("kelola/laporan/<int:pk>/foto/", closing.add_photo, name="add_photo"),
    path("kelola/laporan/<int:pk>/foto/<int:photo>/", closing.manage_photo, name="manage_photo"),
    path("kelola/undangan/<int:pk>/", inviting.invite, name="invite"),
    path("kelola/program/<slug:slug>/<isoday:on>/surat-rt/", calling.call, name="call"),
    path("layanan/<slug:slug>/", pages.service, name="service"),
    path("pungutan/", pages.levy, name="levy"),
    path("kelola/", pages.manage, name="manage"),
]
if settings.IS_DEMO:
    from balai.front import demo

    urlpatterns += [
        path("demo/", demo.roles, name="demo"),
        path("demo/peran/", demo.take_role, name="demo_role"),
        path("demo/jam/", demo.set_clock, name="demo_clock"),
    ]
