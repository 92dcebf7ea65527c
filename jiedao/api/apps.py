from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "jiedao.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        # The acts that can be granted must be known to the office's page, and not to programs only.
        import_module("jiedao.api.urls")
        import_module("jiedao.api.schema")
