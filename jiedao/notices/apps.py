from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jiedao.notices"
    label = "notices"
    verbose_name = "通知"
