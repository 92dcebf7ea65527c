from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ScansConfig(AppConfig):
    name = "jiedao.scans"
    label = "scans"
    verbose_name = "扫描件"

    def ready(self) -> None:
        autodiscover_modules("intake", "books")
