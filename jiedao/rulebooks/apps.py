from django.apps import AppConfig


class RulebooksConfig(AppConfig):
    name = "jiedao.rulebooks"
    label = "rulebooks"
    verbose_name = "规则集"
