"""Which forms were carried out already."""

from django.db import models


class SentForm(models.Model):
    """A form that was carried out (已提交的表单), known by a digest only: not by whom, not with what.

    It is entered in the transaction of the act itself. Killed at any moment, the form counts as sent
    exactly where its act was done.
    """

    key = models.CharField("摘要", max_length=64, primary_key=True)
    day = models.DateField("日期")  # no index: the nightly forgetting reads two days' rows

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"
