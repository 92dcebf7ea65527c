"""The desk's line about paper that came back and that nobody has seen to yet (等人处理的扫描件)."""

from django.urls import reverse

from jiedao.access.selectors import Viewer
from jiedao.notices.selectors import COUNTED, bounded
from jiedao.pages import waiting
from jiedao.pages.waiting import Waiting
from jiedao.scans import selectors
from jiedao.web.duties import OfficeDuty


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """One line, however many wait; asked only of who takes paper in."""
    if not viewer.held.anywhere(OfficeDuty.SCAN):
        return []
    count = selectors.waiting_count(viewer, most=COUNTED + 1)
    if not count:
        return []
    return [
        Waiting(
            "扫描件",
            f"{bounded(count)}份扫描件等人处理",
            "没有认出是哪张表，或者公示的照片还没有登记。请看着图片选一下。",
            reverse("scans:scan_list"),
            "打开处理",
        )
    ]


waiting.declare("scans", waiting_for)
