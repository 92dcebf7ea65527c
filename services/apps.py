from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "369惠民便民服务"
