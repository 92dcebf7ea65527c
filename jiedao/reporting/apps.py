from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "jiedao.reporting"
    label = "reporting"
    verbose_name = "督导与汇报"
