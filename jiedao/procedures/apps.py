from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "jiedao.procedures"
    label = "procedures"
    verbose_name = "程序"
