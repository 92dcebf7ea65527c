"""The office's books (账册): ledger, publications and files, checked together."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from jiedao.attachments.models import Attachment
from jiedao.attachments.selectors import broken_files
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import broken_chains
from jiedao.organisation.models import Unit
from jiedao.publications.models import Publication
from jiedao.publications.selectors import broken_publications

BOOKS: dict[str, Callable[[], Iterator[str]]] = {
    "ledger": broken_chains,
    "publications": broken_publications,
    "attachments": broken_files,
}
NAMES = {"ledger": "台账", "publications": "公示", "attachments": "附件"}


def faults() -> Iterator[str]:
    """A sentence for the first bad row of every chain, and for every bad file."""
    for check in BOOKS.values():
        yield from check()


def counts() -> dict[str, int]:
    """How many rows there are to check."""
    # Every chain carries the number of its last entry.
    entries = [model.objects.aggregate(last=Sum("ledger_seq"))["last"] for model in (Dossier, Unit)]
    return {
        "ledger": sum(last or 0 for last in entries),
        "publications": Publication.objects.count(),
        "attachments": Attachment.objects.count(),
    }
