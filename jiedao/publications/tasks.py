"""Nightly: are the ledger, the publications and the files still what they were?"""

from celery import shared_task

from jiedao.lib import clock
from jiedao.publications import actions
from jiedao.publications.books import faults


@shared_task
def verify_books() -> int:
    """Tell those who see the audit of every fault; how many faults there are."""
    found = list(faults())
    for words in found:
        actions.tell_of_fault(words, day=clock.today())
    return len(found)
