"""What carries a ledger chain."""

from django.db import models


class Chained(models.Model):
    """Something that carries a ledger chain: a dossier, or a unit for acts outside any dossier."""

    ledger_seq = models.PositiveIntegerField("台账末条序号", default=0, editable=False)
    ledger_head = models.CharField("台账末条摘要", max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
