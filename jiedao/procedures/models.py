"""The lawful moves as the database knows them, so that no other door can skip a step."""

from django.db import models


class Move(models.Model):
    """One lawful change of state (合法的状态变化): written after every migrate from the tables of steps.

    The triggers of the apps ask this table; the declared procedures are where it comes from.
    """

    procedure = models.CharField("程序", max_length=40)
    source = models.CharField("从", max_length=24)
    target = models.CharField("到", max_length=24)

    class Meta:
        verbose_name = verbose_name_plural = "合法的状态变化"
        ordering = ("procedure", "source", "target")
        constraints = (
            models.UniqueConstraint(
                fields=("procedure", "source", "target"), name="procedure_move_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure}: {self.source} → {self.target}"
