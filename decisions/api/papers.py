"""The papers of a dossier as programs read them (材料)."""

from typing import Any

from rest_framework import serializers

from jiedao.attachments import selectors as attachments
from jiedao.dossiers.models import Dossier

MOST = 50


class PaperOutput(serializers.Serializer[attachments.AttachmentRow]):
    """One paper in the dossier (材料)."""

    kind = serializers.CharField(help_text="是什么")
    kind_name = serializers.CharField(source="status", help_text="是什么，写成中文")
    name = serializers.CharField(help_text="文件名")
    size = serializers.CharField(help_text="大小")
    on = serializers.DateField(help_text="存进案卷的日期")
    url = serializers.CharField(help_text="在平台上打开的地址")


def papers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers of a dossier, newest first."""
    rows = dossier.attachments.order_by("-id")[:MOST]
    return [dict(PaperOutput(attachments.row_of(row)).data) for row in rows]
