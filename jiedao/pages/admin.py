"""The reference data of the kernel in the back office. Groups are what appointments are made of: not shown."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

from jiedao.access.read_only import ReadOnlyAdmin
from jiedao.organisation.models import Body, HeadCount, Seat, Term, Unit
from jiedao.rulebooks.models import LocalRule, LocalScheme
from jiedao.web.duties import OfficeDuty
from jiedao.workdays.models import CalendarDay, CalendarYear

# Importing GroupAdmin has registered it; only appointments (任职) may change who is in a group.
if isinstance(admin.site.get_model_admin(Group), GroupAdmin):
    admin.site.unregister(Group)


class OfUnits(ReadOnlyAdmin):
    kept_at, page = "organisation:units", "组织机构"


class OfCalendar(ReadOnlyAdmin):
    kept_at, page, kept_with = "workdays:calendar", "工作日历", OfficeDuty.SET_CALENDAR


class OfRules(ReadOnlyAdmin):
    kept_at, page, kept_with = "rulebooks:rules", "规则", OfficeDuty.SET_RULES
    unit = "unit__"
    list_select_related = ("unit",)


@admin.register(Unit)
class UnitAdmin(OfUnits):
    unit = ""
    list_display = ("code", "name", "level", "parent", "closed_on")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name", "short_name")


@admin.register(HeadCount)
class HeadCountAdmin(OfUnits):
    unit = "unit__"
    list_display = ("unit", "counted_on", "adults", "households", "source")
    list_display_links = ("counted_on",)
    list_select_related = ("unit",)
    search_fields = ("unit__name", "unit__short_name")


@admin.register(Body)
class BodyAdmin(OfUnits):
    unit = "unit__"
    list_display = ("name", "kind", "unit")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    search_fields = ("name", "unit__name", "unit__short_name")


@admin.register(Term)
class TermAdmin(OfUnits):
    unit = "body__unit__"
    list_display = ("body", "number", "begins_on", "ends_on")
    list_select_related = ("body",)
    search_fields = ("body__name",)


@admin.register(Seat)
class SeatAdmin(OfUnits):
    unit = "term__body__unit__"
    list_display = ("person", "position", "term", "joined_on", "left_on")
    list_filter = ("position",)
    list_select_related = ("person", "term__body")
    search_fields = ("person__name", "term__body__name")


@admin.register(CalendarYear)
class CalendarYearAdmin(OfCalendar):
    list_display = ("year", "document", "complete")


@admin.register(CalendarDay)
class CalendarDayAdmin(OfCalendar):
    list_display = ("day", "kind", "name", "source")
    list_filter = ("year", "kind")


@admin.register(LocalScheme)
class LocalSchemeAdmin(OfRules):
    list_display = ("words", "unit", "issuer", "in_force", "until")
    search_fields = ("title", "number")


@admin.register(LocalRule)
class LocalRuleAdmin(OfRules):
    list_display = ("book", "key", "value_json", "unit", "in_force", "until")
    list_filter = ("book",)
