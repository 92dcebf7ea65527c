from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "jiedao.deadlines"
    label = "deadlines"
    verbose_name = "期限"
