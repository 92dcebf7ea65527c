"""The desk's line about paper that came back and that nobody has seen to yet (等人处理的扫描件)."""

from typing import Any

from django.db.models import QuerySet

from jiedao.lib.addresses import address
from jiedao.notices.selectors import COUNTED, bounded
from jiedao.pages import waiting
from jiedao.pages.waiting import Asked, Line, Source, Waiting
from jiedao.scans import selectors
from jiedao.web.duties import OfficeDuty


def _waiting(asked: Asked) -> QuerySet[Any, Any] | None:
    if not asked.viewer.held.anywhere(OfficeDuty.SCAN):
        return None
    rows = selectors.waiting(asked.viewer, asked.user, asked.today)
    return waiting.lines(rows, "scans", state="status", most=COUNTED + 1)


def _told(lines: list[Line]) -> list[Waiting]:
    """One line, however many wait."""
    return [
        Waiting(
            "扫描件",
            f"{bounded(len(lines))}份扫描件等人处理",
            "没有认出是哪张表，或者公示的照片还没有登记。请看着图片选一下。",
            address("scans:scan_list"),
            "打开处理",
        )
    ]


waiting.declare(Source("scans", _waiting, _told))
