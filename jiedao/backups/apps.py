from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "jiedao.backups"
    label = "backups"
    verbose_name = "备份"
