from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "jiedao.funds"
    label = "funds"
    verbose_name = "经费"
