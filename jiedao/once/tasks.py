"""Beat's errand: forget which forms were sent long ago."""

from celery import shared_task

from jiedao.once import actions


@shared_task
def forget() -> int:
    """Nothing depends on it: a key that stays costs one row."""
    return actions.forget()
