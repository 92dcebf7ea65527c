"""Beat's errands: send what is due; once a day say what did not go, and forget who is gone."""

from celery import shared_task

from jiedao.delivery.actions import contacts, sending, telling


@shared_task
def sweep() -> int:
    """Every minute; run twice, or by two workers, each message is sent once."""
    return sending.sweep()


@shared_task
def look_after() -> int:
    """Every morning."""
    contacts.forget_the_gone()
    return telling.tell_of_failures()
