from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "jiedao.receipts"
    label = "receipts"
    verbose_name = "回执"
