from django.urls import path

from balai.field.views import app, arrivals, devices

app_name = "field"
urlpatterns = [
    path("lapangan/", app.shell, name="app"),
    path("lapangan/ada", app.here, name="here"),
    path("lapangan/pekerja.js", app.worker, name="worker"),
    path("lapangan/aplikasi-<slug:version>.js", app.script, name="script"),
    path("lapangan/aplikasi.webmanifest", app.web_manifest, name="web_manifest"),
    path("kelola/lapangan/", arrivals.overview, name="overview"),
    path("kelola/lapangan/diputuskan/", arrivals.held, name="held"),
    path("kelola/lapangan/diputuskan/<int:pk>/<slug:deed>/", arrivals.decide, name="decide"),
    path("kelola/lapangan/berkas/", arrivals.take_file, name="import"),
    path("kelola/lapangan/berkas/<int:pk>/", arrivals.file, name="file"),
    path("kelola/lapangan/hp/", devices.listing, name="devices"),
    path("kelola/lapangan/hp/baru/", devices.invite, name="invite"),
    path("kelola/lapangan/hp/<uuid:uid>/", devices.device, name="device"),
    path("kelola/lapangan/hp/<uuid:uid>/kode/", devices.invite_again, name="invite_again"),
    path("kelola/lapangan/hp/<uuid:uid>/kode/<int:until>/", devices.code_state, name="code_state"),
    path("kelola/lapangan/hp/<uuid:uid>/cabut/", devices.revoke, name="revoke"),
    path("kelola/lapangan/<slug:slug>/sesi/<path:about>/lembar/", arrivals.paper, name="paper"),
    path("kelola/lapangan/<slug:slug>/sesi/<path:about>/", arrivals.session, name="session"),
]
