"""Reading attachments: the list on a dossier's page, one for download, and the nightly check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from jiedao.access.selectors import visible_dossiers
from jiedao.attachments import names, vault
from jiedao.attachments.models import Attachment
from jiedao.dossiers.models import Dossier
from jiedao.lib.addresses import address
from jiedao.people.models import User


@dataclass(frozen=True)
class AttachmentRow:
    """A paper as components/_attachments.html shows it."""

    name: str
    url: str
    step: str
    on: date
    status: str
    size: str
    kind: str
    is_photo: bool


def attachments_of(dossier: Dossier) -> list[AttachmentRow]:
    """The papers of a dossier, newest first; one query."""
    return [row_of(attachment) for attachment in dossier.attachments.order_by("-id")]


def row_of(attachment: Attachment) -> AttachmentRow:
    """One paper as a page shows it."""
    return AttachmentRow(
        name=attachment.name,
        url=url_of(attachment),
        step=attachment.step,
        on=attachment.added_on,
        status=str(attachment.get_kind_display()),
        size=names.size_in_words(attachment.size),
        kind=attachment.kind,
        is_photo=attachment.is_photo,
    )


def url_of(attachment: Attachment) -> str:
    """Where a paper is opened."""
    return address("attachments:download", attachment.pk, attachment.name)


def get_visible(user: User, pk: int, name: str) -> Attachment:
    """An attachment of a dossier the person may see; 404 when absent, hidden or called otherwise."""
    seen = visible_dossiers(user).values("pk")
    found = Attachment.objects.filter(pk=pk, name=name, dossier__in=seen).first()
    if found is None:
        raise Http404
    return found


def broken_files() -> Iterator[str]:
    """A sentence for every attachment whose bytes are missing or changed (附件校验)."""
    sound: dict[str, bool] = {}
    rows = Attachment.objects.select_related("dossier").order_by("sha256", "id")
    for attachment in rows.iterator(chunk_size=500):
        digest = attachment.sha256
        if digest not in sound:
            # Rows come in the order of their digests: one answer is kept at a time.
            sound = {digest: vault.is_sound(digest)}
        if not sound[digest]:
            lost = "内容被改动过" if vault.path_of(digest).exists() else "文件不见了"
            yield f"案卷 {attachment.dossier.number} 的附件“{attachment.name}”{lost}，请从备份恢复。"
