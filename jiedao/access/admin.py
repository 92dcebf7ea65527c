"""Appointments in the back office (基础数据后台)."""

from django.contrib import admin

from jiedao.access.models import Appointment
from jiedao.access.read_only import ReadOnlyAdmin
from jiedao.web.duties import OfficeDuty


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    """Who is in which post, the ended ones too; what a post may do is in roles.toml."""

    kept_at, page = "access:appointments", "任职"
    kept_with, unit = OfficeDuty.APPOINT, "unit__"
    list_display = ("user", "post", "unit", "starts_on", "ends_on")
    list_select_related = ("user", "unit")
    search_fields = ("user__name", "unit__name", "unit__short_name")
    fields = ("user", "post", "unit", "starts_on", "ends_on", "reason", "appointed_at", "by")
    readonly_fields = ("post", "by")

    @admin.display(description="岗位", ordering="role")
    def post(self, appointment: Appointment) -> str:
        return appointment.role_name

    @admin.display(description="登记人")
    def by(self, appointment: Appointment) -> str:
        return str(appointment.appointed_by)
