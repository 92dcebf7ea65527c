"""The rows that hang on one matter, kind by kind; each question is put into SQL once."""

from typing import TypeVar

from django.db.models import QuerySet

from decisions.models import Channel, Matter, Progress
from jiedao.attachments.models import Attachment
from jiedao.lib.prepared import Records
from jiedao.publications.models import Publication

PAPERS = 100  # as many as a page lists
Filed = TypeVar("Filed", Publication, Attachment)


@Records
def _publications(*, dossier: int) -> QuerySet[Publication]:
    return Publication.objects.filter(dossier=dossier).order_by("-id")


@Records
def _attachments(*, dossier: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(dossier=dossier).order_by("-id")[:PAPERS]


@Records
def _channels(*, matter: int) -> QuerySet[Channel]:
    return Channel.objects.filter(matter=matter)


@Records
def _progress(*, matter: int) -> QuerySet[Progress]:
    lines = Progress.objects.filter(matter=matter)
    return lines.select_related("photo", "voucher", "correction", "corrects")


def publications(matter: Matter) -> list[Publication]:
    """All publications, newest first."""
    return _knowing(matter, _publications(dossier=matter.pk))


def attachments(matter: Matter) -> list[Attachment]:
    """The newest papers."""
    return _knowing(matter, _attachments(dossier=matter.pk))


def channels(matter: Matter) -> list[Channel]:
    """The ways in which residents are asked, in their order."""
    return _channels(matter=matter.pk)


def progress(matter: Matter) -> list[Progress]:
    """The reports on the work, newest first, with their papers and corrections."""
    return _progress(matter=matter.pk)


def _knowing(matter: Matter, rows: list[Filed]) -> list[Filed]:
    """Rows that know their dossier, so that nobody looks it up again."""
    for row in rows:
        row.dossier = matter.dossier
    return rows
