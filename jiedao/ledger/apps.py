from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "jiedao.ledger"
    label = "ledger"
    verbose_name = "台账"
