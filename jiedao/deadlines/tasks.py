"""Beat's errand: remind of what is due."""

from celery import shared_task

from jiedao.deadlines import actions
from jiedao.lib import clock


@shared_task
def sweep() -> int:
    """Reminders of today; run twice it tells once."""
    return actions.sweep(day=clock.today())
