from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeadlinesConfig(AppConfig):
    name = "jiedao.deadlines"
    label = "deadlines"
    verbose_name = "期限"

    def ready(self) -> None:
        # What rests on the working calendar says so.
        autodiscover_modules("moving")
