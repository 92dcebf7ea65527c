from django.apps import AppConfig


class AuditingConfig(AppConfig):
    name = "jiedao.auditing"
    label = "auditing"
    verbose_name = "台账总览"
