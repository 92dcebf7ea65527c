from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "jiedao.delivery"
    label = "delivery"
    verbose_name = "待发箱"
