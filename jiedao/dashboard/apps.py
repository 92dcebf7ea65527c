from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "jiedao.dashboard"
    label = "dashboard"
    verbose_name = "看板"
