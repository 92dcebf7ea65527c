"""Beat's errand: open the papers that are due, release what is owed no more, count what is too late."""

from celery import shared_task

from jiedao.lib import clock
from jiedao.reporting import actions


@shared_task
def sweep() -> int:
    """Papers of today; run twice it opens none twice."""
    today = clock.today()
    opened = actions.sweep(day=today)
    actions.count_late(day=today)
    return opened
