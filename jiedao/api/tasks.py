"""Hourly: what programs were answered more than a day ago is forgotten."""

from celery import shared_task

from jiedao.api import actions


@shared_task
def forget_old_answers() -> int:
    """Delete old answers batch by batch; how many."""
    gone = 0
    while batch := actions.forget_old_answers():
        gone += batch
    return gone
