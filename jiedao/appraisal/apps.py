from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AppraisalConfig(AppConfig):
    name = "jiedao.appraisal"
    label = "appraisal"
    verbose_name = "年度考核"

    def ready(self) -> None:
        autodiscover_modules("books")
