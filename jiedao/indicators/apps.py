from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IndicatorsConfig(AppConfig):
    name = "jiedao.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        autodiscover_modules("indicators", "books")
