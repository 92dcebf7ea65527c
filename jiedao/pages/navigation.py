"""What stands in the navigation, and what can be entered straight from the desk.

Packages above declare their own entries: `declare(NavItem(…))` in a module Django imports at start
(`apps.py` or `urls.py`).
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import Holdings
from jiedao.lib.addresses import address


@dataclass(frozen=True)
class NavItem:
    """One entry (导航项): shown to who holds one of the duties somewhere, to everyone without any."""

    code: str
    label: str
    url_name: str
    duties: tuple[str, ...] = ()
    order: int = 50

    def is_for(self, held: Holdings) -> bool:
        return not self.duties or held.anywhere(*self.duties)


@dataclass(frozen=True)
class NavLink:
    """An entry as the page draws it."""

    label: str
    url: str
    current: bool = False


_ITEMS: dict[str, NavItem] = {}
_QUICK: dict[str, NavItem] = {}


def declare(item: NavItem) -> NavItem:
    """Put an entry into the navigation; the same code twice is refused."""
    return _add(_ITEMS, item)


def declare_quick(item: NavItem) -> NavItem:
    """Put an entry under 马上登记 on the desk; the same code twice is refused."""
    return _add(_QUICK, item)


def _add(items: dict[str, NavItem], item: NavItem) -> NavItem:
    if items.get(item.code, item) != item:
        raise ImproperlyConfigured(f"导航项“{item.code}”被声明了两次。")
    items[item.code] = item
    return item


def links(held: Holdings, *, path: str) -> list[NavLink]:
    """The navigation of a person who stands on the page `path`."""
    drawn, above = _frame(tuple(item for item in _ITEMS.values() if item.is_for(held)))
    # The desk stands above everything: it is current only on its own page.
    beneath = [
        link.url
        for link in drawn
        if path == link.url or (path.startswith(link.url) and link.url not in above)
    ]
    here = max(beneath, key=len, default="")
    return [replace(link, current=True) if link.url == here else link for link in drawn]


def quick(held: Holdings) -> list[NavLink]:
    """What a person can enter straight away (马上登记)."""
    return list(_frame(tuple(item for item in _QUICK.values() if item.is_for(held)))[0])


@lru_cache(maxsize=64)  # people of the same posts have the same navigation
def _frame(items: tuple[NavItem, ...]) -> tuple[tuple[NavLink, ...], frozenset[str]]:
    """The entries in their order, and the addresses that stand above another's."""
    shown = sorted(items, key=lambda item: (item.order, item.code))
    drawn = tuple(NavLink(item.label, address(item.url_name)) for item in shown)
    urls = [link.url for link in drawn]
    above = {url for url in urls if any(other != url and other.startswith(url) for other in urls)}
    return drawn, frozenset(above)


# The kernel packages below this one cannot declare their own entries, so they stand here; the
# inbox is linked in the masthead of every page.
for _item in (
    NavItem("desk", "我的待办", "pages:desk", order=0),
    NavItem(
        "activities",
        "会议活动",
        "activities:activity_list",
        (OfficeDuty.SEE_ACTIVITIES,),
        order=44,
    ),
    NavItem(
        "superior_documents",
        "上级文件",
        "superior_documents:document_list",
        (OfficeDuty.SEE_ACTIVITIES,),
        order=45,
    ),
    NavItem("scans", "扫描件", "scans:scan_list", (OfficeDuty.SCAN,), order=55),
    NavItem(
        "regulations",
        "规章制度",
        "regulations:regulation_list",
        (OfficeDuty.SEE_REGULATIONS,),
        order=58,
    ),
    NavItem("liaison", "小组与分包", "liaison:home", (OfficeDuty.SEE_LIAISON,), order=48),
    NavItem("funds", "经费", "funds:project_list", (OfficeDuty.SEE_FUNDS,), order=56),
    NavItem(
        "party_committee",
        "党工委议事",
        "party_committee:topic_list",
        (OfficeDuty.SEE_PARTY_COMMITTEE, OfficeDuty.SUBMIT_TOPICS),
        order=50,
    ),
    NavItem("figures", "指标", "indicators:figure_list", (OfficeDuty.SEE_FIGURES,), order=60),
    NavItem("organisation", "组织机构", "organisation:units", order=70),
    NavItem(
        "appointments",
        "任职",
        "access:appointments",
        (OfficeDuty.APPOINT, OfficeDuty.MANAGE_UNITS, OfficeDuty.SEE_FIGURES),
        order=75,
    ),
    NavItem("accounts", "账号", "accounts:accounts", (OfficeDuty.APPOINT,), order=76),
    NavItem("sign_ins", "登录记录", "accounts:sign_ins", (OfficeDuty.SEE_AUDIT,), order=77),
    NavItem("clients", "接口账号", "clients:client_list", (OfficeDuty.APPOINT,), order=78),
    NavItem("calendar", "工作日历", "workdays:calendar", order=80),
    NavItem("rules", "规则", "rulebooks:rules", order=85),
    NavItem("handbook", "使用手册", "pages:handbook", order=90),
):
    declare(_item)
