from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "jiedao.documents"
    label = "documents"
    verbose_name = "文书"

    def ready(self) -> None:
        autodiscover_modules("documents")
