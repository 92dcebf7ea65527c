"""Remembering which forms were carried out."""

from datetime import timedelta

from jiedao.lib import clock, prepared
from jiedao.once.models import SentForm

REMEMBERED = timedelta(days=2)
CLAIM = """
    INSERT INTO once_sentform (key, day) VALUES (%(key)s, %(day)s)
    ON CONFLICT DO NOTHING RETURNING day
"""


def claim(key: str) -> bool:
    """Whether this form is sent for the first time (登记提交); waits for a twin that is under way."""
    return bool(prepared.answer(CLAIM, {"key": key, "day": clock.today()}))


def release(key: str) -> None:
    """The form was not carried out after all: it may be sent again."""
    SentForm.objects.filter(key=key).delete()


def forget() -> int:
    """Old keys are of no use: nobody sends a form of the day before yesterday again (清理)."""
    return SentForm.objects.filter(day__lt=clock.today() - REMEMBERED).delete()[0]
