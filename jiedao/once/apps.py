from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "jiedao.once"
    label = "once"
    verbose_name = "已提交的表单"
