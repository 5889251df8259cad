from django.urls import path

from balai.documents import views

app_name = "documents"
urlpatterns = [
    path("kelola/berkas/", views.quarantine, name="quarantine"),
    path("kelola/berkas/<int:pk>/periksa-lagi/", views.scan_again, name="scan_again"),
    path("kelola/berkas/<int:pk>/tolak/", views.refuse, name="refuse"),
]
