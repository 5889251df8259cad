from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "balai.documents"
    verbose_name = "Dokumen"
