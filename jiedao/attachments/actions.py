"""Adding papers and pictures to a dossier. Nothing is ever replaced or taken out."""

import logging

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.attachments import gate, names, vault
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import MADE, PHOTOS, AttachmentKind
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier, Secrecy
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking
from jiedao.lib.refusals import refuse
from jiedao.people.models import User

log = logging.getLogger(__name__)

ATTACHED = acts.declare("attachments.attach", "附上文件")


@transaction.atomic
def attach(
    dossier: Dossier,
    *,
    file: UploadedFile,
    kind: str,
    by: User,
    step: str = "",
    name: str | None = None,
    secrecy: str = Secrecy.INTERNAL,
) -> Attachment:
    """Add a file to a dossier (附上文件) after the gate has looked at it, and enter it in the ledger.

    The bytes are durable before the row is: acknowledged means kept.
    """
    dossiers.hold(dossier)
    if kind not in AttachmentKind.values or kind in MADE:
        raise refuse("attachment.kind", "请选择这份文件是什么材料。", field="kind")
    clean_name = names.cleaned(name or file.name or "")
    mime = gate.admit(file, name=clean_name, pictures_only=kind in PHOTOS)
    kept = keep(file)
    label = AttachmentKind(kind).label
    if dossier.attachments.filter(kind=kind, step=step, sha256=kept.sha256).exists():
        raise refuse(
            "attachment.twice", f"同一个文件已经作为{label}附上，不用再传一次。", field="file"
        )
    entered = {"kind": kind, "name": clean_name, "mime": mime, "step": step, "secrecy": secrecy}
    return _entered(dossier, kept, by=by, **entered)


@transaction.atomic
def attach_made(
    dossier: Dossier, kept: vault.Kept, *, kind: str, name: str, mime: str, by: User
) -> Attachment:
    """Add a file the portal made itself and keeps in the vault already (附上平台生成的文件)."""
    dossiers.hold(dossier)
    return _entered(dossier, kept, kind=kind, name=names.cleaned(name), mime=mime, by=by)


def _entered(dossier: Dossier, kept: vault.Kept, *, by: User, **entered: str) -> Attachment:
    attachment = Attachment.objects.create(
        dossier=dossier,
        sha256=kept.sha256,
        size=kept.size,
        added_on=clock.today(),
        added_at=clock.now(),
        added_by=by,
        **entered,
    )
    clean_name, kind = attachment.name, attachment.kind
    label = AttachmentKind(kind).label
    said = f"《{clean_name}》" if not masking.find_personal_data(clean_name) else ""
    ledger.record(
        dossier,
        act=ATTACHED,
        by=by,
        words=f"附上{label}{said}，{names.size_in_words(kept.size)}，摘要{kept.sha256[:12]}。",
        data={"attachment": attachment.pk, "kind": kind, "sha256": kept.sha256, "size": kept.size},
    )
    return attachment


def keep(file: UploadedFile) -> vault.Kept:
    """The bytes, durable; a disk that is full is the office's trouble, said at the field."""
    try:
        return vault.keep(file.chunks())
    except OSError as error:
        if error.errno not in vault.FULL:
            raise
        log.error("附件目录所在的磁盘满了：%s", error.strerror)
        raise refuse(
            "attachment.disk_full",
            "服务器的磁盘满了，文件没有存下，事项没有变动。"
            "请打电话告诉平台管理员清理磁盘，然后重新上传；急用的材料先留好纸质原件。",
            field="file",
        ) from error
