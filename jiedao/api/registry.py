"""Collects what each package puts on the API: a module `api.py` with `routes(router)`.

    def routes(router: SimpleRouter) -> None:
        router.register("decisions", MatterViewSet, basename="matter")

The kernel's packages below this one do the same without importing it.
"""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from rest_framework.routers import SimpleRouter

from jiedao.api.asked import Router


def collect() -> SimpleRouter:
    """The router with the routes of every installed package that has any."""
    router = Router()
    for package in apps.get_app_configs():
        if package.module is None or not module_has_submodule(package.module, "api"):
            continue
        routes = getattr(import_module(f"{package.name}.api"), "routes", None)
        if routes:
            routes(router)
    return router
