"""Remembering which forms were carried out."""

from datetime import timedelta

from django.db import connection

from jiedao.lib import clock
from jiedao.once.models import SentForm

REMEMBERED = timedelta(days=2)
BATCH = 1000


def claim(key: str) -> bool:
    """Whether this form is sent for the first time (登记提交); waits for a twin that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO once_sentform (key, day) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [key, clock.today()],
        )
        return cursor.rowcount == 1


def release(key: str) -> None:
    """The form was not carried out after all: it may be sent again."""
    SentForm.objects.filter(key=key).delete()


def forget() -> int:
    """Old keys are of no use: nobody sends a form of the day before yesterday again (清理)."""
    old = SentForm.objects.filter(day__lt=clock.today() - REMEMBERED)
    forgotten = 0
    while batch := list(old.order_by("key").values_list("key", flat=True)[:BATCH]):
        forgotten += SentForm.objects.filter(key__in=batch).delete()[0]
    return forgotten
