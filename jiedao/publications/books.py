"""The office's books (账册): ledger, publications, files and casefiles, checked together."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from jiedao.attachments.models import Attachment
from jiedao.attachments.selectors import broken_files
from jiedao.casefiles.models import Casefile
from jiedao.casefiles.selectors import broken_casefiles
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import broken_chains
from jiedao.lib.snapshots import one_moment
from jiedao.organisation.models import Unit
from jiedao.publications.models import Publication
from jiedao.publications.selectors import broken_publications

BOOKS: dict[str, Callable[[], Iterator[str]]] = {
    "ledger": broken_chains,
    "publications": broken_publications,
    "attachments": broken_files,
    "casefiles": broken_casefiles,
}
COUNTS: dict[str, Callable[[], int]] = {}
NAMES = {"ledger": "台账", "publications": "公示", "attachments": "附件", "casefiles": "案卷"}


# What to run where a book is no record itself and can be made anew from the records.
MENDED_BY: dict[str, str] = {}
MENDABLE = 2  # the exit code of `verify` when nothing else is wrong


def add(
    code: str,
    name: str,
    check: Callable[[], Iterator[str]],
    count: Callable[[], int],
    *,
    mended_by: str = "",
) -> None:
    """Let a package above keep a book of its own, to be checked with the others."""
    BOOKS[code], NAMES[code], COUNTS[code] = check, name, count
    if mended_by:
        MENDED_BY[code] = mended_by


def found() -> dict[str, list[str]]:
    """By book, a sentence for the first bad row of every chain, and for every bad file.

    Of one moment: a line written while the books are read is not a line that does not fit.
    """
    with one_moment():
        return {book: list(check()) for book, check in BOOKS.items()}


def faults() -> Iterator[str]:
    """Every sentence of every book, with what mends it where something does."""
    for book, sentences in found().items():
        mend = f"请运行 {MENDED_BY[book]}。" if book in MENDED_BY else ""
        yield from (words + mend for words in sentences)


def counts() -> dict[str, int]:
    """How many rows there are to check."""
    # Every chain carries the number of its last entry.
    entries = [model.objects.aggregate(last=Sum("ledger_seq"))["last"] for model in (Dossier, Unit)]
    return {
        "ledger": sum(last or 0 for last in entries),
        "publications": Publication.objects.count(),
        "attachments": Attachment.objects.count(),
        "casefiles": Casefile.objects.count(),
    } | {code: count() for code, count in COUNTS.items()}
