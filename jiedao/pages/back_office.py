"""The back office (基础数据后台) itself: Django's admin, for looking up reference data and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.generic import RedirectView

from jiedao.access.read_only import MAY_LOOK, ReadOnlyAdmin
from jiedao.pages.handbook import roles_with
from jiedao.web import duties


@dataclass(frozen=True)
class Shown:
    """One kind of reference data: its name and list, the page where it is changed, and by whom."""

    name: str
    url: str
    kept_at: str
    page: str
    kept_by: str


class BackOffice(AdminSite):
    """Entered with the duty of maintaining the organisation; a mark on the account opens nothing."""

    site_header = site_title = "基础数据后台"
    index_title = "基础数据，只供查看"
    index_template = "jiedao/back_office.html"
    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return duties.holds(request.user, MAY_LOOK)

    def get_urls(self) -> list[Any]:
        # Django's own pages know neither the portal's rules of passwords nor its record of sign-ins.
        instead = {
            "password_change/": "accounts:change_password",
            "password_change/done/": "accounts:change_password",
            "logout/": "pages:desk",
        }
        shut = [path(one, RedirectView.as_view(pattern_name=own)) for one, own in instead.items()]
        # By this one Django leads to any row of any table, and would tell the number of a record to
        # who may not know of it.
        others = [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]
        return [*shut, *others]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        return super().index(request, {"shown": list(self._shown())} | (extra_context or {}))

    def _shown(self) -> Iterator[Shown]:
        for model, how in self._registry.items():
            assert isinstance(how, ReadOnlyAdmin)
            opts = model._meta
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            by = roles_with(how.kept_with)
            yield Shown(str(opts.verbose_name), url, reverse(how.kept_at), how.page, by)
