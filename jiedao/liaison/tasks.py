"""Beat's errand: find the groups whose head or responsible person has left."""

from celery import shared_task

from jiedao.liaison.actions import vacancies


@shared_task
def sweep() -> int:
    """Posts begin and end by date; run twice it says nothing twice."""
    return vacancies.sweep()
