from django.urls import path

from balai.documents.views import checking, letters, quarantine

app_name = "documents"
urlpatterns = [
    path("periksa/", checking.check, name="check"),
    path("periksa/<str:token>/", checking.checked, name="checked"),
    path("kelola/surat/", letters.letters, name="letters"),
    path("kelola/surat/<int:pk>/", letters.letter, name="letter"),
    path("kelola/surat/<int:pk>/cetak/", letters.printout, name="printout"),
    path("kelola/surat/<int:pk>/pdf/", letters.pdf, name="pdf"),
    path("kelola/surat/<int:pk>/cabut/", letters.revoke, name="revoke"),
    path("kelola/berkas/", quarantine.quarantine, name="quarantine"),
    path("kelola/berkas/<int:pk>/periksa-lagi/", quarantine.scan_again, name="scan_again"),
    path("kelola/berkas/<int:pk>/tolak/", quarantine.refuse, name="refuse"),
]
