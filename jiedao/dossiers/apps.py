from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "jiedao.dossiers"
    label = "dossiers"
    verbose_name = "案卷"
