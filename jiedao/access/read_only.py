"""What the back office (基础数据后台) shows, and to whom: rows of reference data, never to be changed there."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

MAY_LOOK = OfficeDuty.MANAGE_UNITS


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows reference data to who maintains the organisation, and changes none of it.

    `kept_at` is the page of the portal (named `page`) where the office changes it, through actions
    and with the ledger, and `kept_with` the duty that asks for. `unit` leads to the unit a row belongs to: shown
    are those of the own units, of what is beneath and above them; without it a row holds for the
    whole office.
    """

    actions = None
    view_on_site = False
    kept_at = page = ""
    kept_with: OfficeDuty = OfficeDuty.MANAGE_UNITS
    unit: str | None = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if self.unit is None:
            return rows
        held = holdings(request.user)
        return rows.filter(
            held.within(MAY_LOOK, prefix=self.unit) | held.above(MAY_LOOK, prefix=self.unit)
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return duties.holds(request.user, MAY_LOOK)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return duties.holds(request.user, MAY_LOOK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        # Nothing is ever changed here: what was changed stands in the ledger.
        raise Http404
