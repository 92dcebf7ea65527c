"""Reading what was uploaded: at once after an upload, and every minute what was left."""

from celery import shared_task

from jiedao.scans import actions


@shared_task
def read_waiting() -> int:
    """Read what waits; run twice, or by two workers, each scan is read once."""
    return actions.read_waiting()
