from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "jiedao.regulations"
    label = "regulations"
    verbose_name = "规章制度"
