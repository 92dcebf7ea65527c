from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from jiedao.lib import choices


class PagesConfig(AppConfig):
    name = "jiedao.pages"
    label = "pages"
    verbose_name = "页面"

    def ready(self) -> None:
        choices.lay_ready()
        # The handbook, the desk and the house tests must know every declaration from the start.
        autodiscover_modules("rules", "deadlines", "procedures", "desk")
        # What waits of the kernel's own.
        autodiscover_modules("scanned", "party", "reports", "given")
