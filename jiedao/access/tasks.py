"""Nightly: guardian's groups in step with the appointments."""

from celery import shared_task

from jiedao.access import actions


@shared_task
def reconcile() -> int:
    """Appointments begin and end by date; this keeps the groups in step."""
    return actions.reconcile()
