"""Nightly: sign-ins that are over and log entries that need be kept no longer."""

from celery import shared_task

from jiedao.accounts.actions import devices, sign_ins


@shared_task
def tidy() -> int:
    """Sweep what is over; in small portions, so that a long log does not hold anything up."""
    swept = devices.sweep()
    while portion := sign_ins.sweep():
        swept += portion
    return swept
