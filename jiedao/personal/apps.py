from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "jiedao.personal"
    label = "personal"
    verbose_name = "个人号码"
