"""What stands in the navigation, and what can be entered straight from the desk.

Packages above declare their own entries: `declare(NavItem(…))` in a module Django imports at start
(`apps.py` or `urls.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import Holdings
from jiedao.indicators.selectors import OPENS
from jiedao.lib.addresses import address


@dataclass(frozen=True, eq=False)  # one entry is one object: quick to look up by
class NavItem:
    """One entry (导航项): shown to who holds one of the duties somewhere, to everyone without any.

    Entries of one `group` stand under one name, in a second line that shows on their pages. `also`
    are addresses outside its own where one stands beneath it too. `manual` is the page of the
    handbook that says how its pages are used.
    """

    code: str
    label: str
    url_name: str
    duties: tuple[str, ...] = ()
    order: int = 50
    group: str = ""
    also: tuple[str, ...] = ()
    manual: str = ""

    def is_for(self, held: Holdings) -> bool:
        return not self.duties or held.anywhere(*self.duties)


@dataclass(frozen=True)
class NavLink:
    """An entry as the page draws it; a group leads to its first entry."""

    label: str
    url: str
    current: bool = False
    beneath: tuple[NavLink, ...] = ()


_ITEMS: dict[str, NavItem] = {}
_QUICK: dict[str, NavItem] = {}


def declare(item: NavItem) -> NavItem:
    """Put an entry into the navigation; the same code twice is refused."""
    return _add(_ITEMS, item)


def declare_quick(item: NavItem) -> NavItem:
    """Put an entry under 马上登记 on the desk; the same code twice is refused."""
    return _add(_QUICK, item)


def _add(items: dict[str, NavItem], item: NavItem) -> NavItem:
    if item.code in items:
        raise ImproperlyConfigured(f"导航项“{item.code}”被声明了两次。")
    items[item.code] = item
    return item


@dataclass(frozen=True)
class Navigation:
    """The navigation as it is drawn: its entries, and beneath them those of the group one is in.

    `how` is where the handbook says how the pages of the present entry are used; "" where nowhere.
    """

    entries: SafeString
    beneath: SafeString
    how: str = ""


def navigation(held: Holdings, *, path: str) -> Navigation:
    """The navigation of a person who stands on the page `path`."""
    items = _of(_ITEMS, held)
    _, places, above = _frame(items)
    # The desk stands above everything: it is current only on its own page.
    beneath = [
        (len(url), here)
        for url, here in places
        if path == url or (path.startswith(url) and url not in above)
    ]
    return _drawn(items, max(beneath, default=(0, ""))[1])


def quick(held: Holdings) -> list[NavLink]:
    """What a person can enter straight away (马上登记)."""
    return list(_frame(_of(_QUICK, held))[0])


def _of(items: dict[str, NavItem], held: Holdings) -> tuple[NavItem, ...]:
    return tuple(item for item in items.values() if item.is_for(held))


@lru_cache(maxsize=1024)  # people of the same posts have the same navigation
def _drawn(items: tuple[NavItem, ...], here: str) -> Navigation:
    links = [_marked(link, here) for link in _frame(items)[0]]
    group = next((link for link in links if link.current and link.beneath), None)
    return Navigation(
        render_to_string("components/_nav.html", {"links": links}),
        render_to_string("components/_subnav.html", {"group": group}) if group else SafeString(),
        _how(items, here),
    )


def _how(items: tuple[NavItem, ...], here: str) -> str:
    """The page of the handbook for the entry that leads here."""
    at = (item.manual for item in items if item.manual and address(item.url_name) == here)
    code = next(at, "")
    return address("pages:handbook_work", code) if code else ""


def _marked(link: NavLink, here: str) -> NavLink:
    """An entry, marked when it leads to where one stands; a group with the entry that does."""
    if not link.beneath:
        return replace(link, current=True) if link.url == here else link
    beneath = tuple(_marked(one, here) for one in link.beneath)
    return replace(link, beneath=beneath, current=any(one.current for one in beneath))


Frame = tuple[tuple[NavLink, ...], tuple[tuple[str, str], ...], frozenset[str]]


@lru_cache(maxsize=64)
def _frame(items: tuple[NavItem, ...]) -> Frame:
    """The entries in order; which address belongs to which entry; what stands above another's."""
    shown = sorted(items, key=lambda item: (item.order, item.code))
    grouped: dict[str, list[NavLink]] = {}
    places: list[tuple[str, str]] = []
    for item in shown:
        link = NavLink(item.label, address(item.url_name))
        places += [(url, link.url) for url in (link.url, *map(address, item.also))]
        grouped.setdefault(item.group or item.code, []).append(link)
    drawn = tuple(_together(name, links) for name, links in grouped.items())
    urls = {link.url for links in grouped.values() for link in links}
    above = {url for url in urls if any(other != url and other.startswith(url) for other in urls)}
    return drawn, tuple(places), frozenset(above)


def _together(name: str, links: list[NavLink]) -> NavLink:
    """A group under its name; one that has a single entry for this person is that entry."""
    if len(links) == 1:
        return links[0]
    return NavLink(name, links[0].url, beneath=tuple(links))


REGIME, AFFAIRS, BASE = "督导汇报", "议事和经费", "基础设置"

# The kernel packages below this one cannot declare their own entries, so they stand here; the
# inbox is linked in the masthead of every page.
for _item in (
    NavItem("desk", "我的待办", "pages:desk", order=0),
    NavItem(
        "dashboard",
        "看板",
        "dashboard:dashboard",
        (OfficeDuty.SEE_FIGURES,),
        order=5,
        manual="dashboard",
    ),
    NavItem(
        "activities",
        "会议活动",
        "activities:activity_list",
        (OfficeDuty.SEE_ACTIVITIES,),
        order=44,
        group=REGIME,
        manual="activities",
    ),
    NavItem(
        "superior_documents",
        "上级文件",
        "superior_documents:document_list",
        (OfficeDuty.SEE_ACTIVITIES,),
        order=45,
        group=REGIME,
        manual="activities",
    ),
    NavItem("scans", "扫描件", "scans:scan_list", (OfficeDuty.SCAN,), order=36),
    NavItem(
        "reports",
        "汇报",
        "reporting:paper_list",
        (OfficeDuty.SEE_REPORTS,),
        order=40,
        group=REGIME,
        manual="reports",
    ),
    NavItem(
        "appraisal",
        "考核",
        "appraisal:list_list",
        (OfficeDuty.SEE_APPRAISAL,),
        order=49,
        group=REGIME,
        manual="appraisal",
    ),
    NavItem(
        "liaison",
        "小组与分包",
        "liaison:home",
        (OfficeDuty.SEE_LIAISON,),
        order=48,
        group=REGIME,
        also=("groups:group_list", "pilots:trial_list", "responsibilities:responsibility_list"),
        manual="liaison",
    ),
    NavItem(
        "funds",
        "经费",
        "funds:project_list",
        (OfficeDuty.SEE_FUNDS,),
        order=56,
        group=AFFAIRS,
        manual="funds",
    ),
    NavItem(
        "regulations",
        "规章制度",
        "regulations:regulation_list",
        (OfficeDuty.SEE_REGULATIONS,),
        order=58,
        group=AFFAIRS,
    ),
    NavItem(
        "party_committee",
        "党工委议事",
        "party_committee:topic_list",
        (OfficeDuty.SEE_PARTY_COMMITTEE, OfficeDuty.SUBMIT_TOPICS),
        order=50,
        group=AFFAIRS,
        manual="party-committee",
    ),
    NavItem(
        "figures",
        "指标",
        "indicators:figure_list",
        OPENS,
        order=60,
        manual="work-report",
    ),
    NavItem("organisation", "组织机构", "organisation:units", order=70, group=BASE),
    NavItem(
        "appointments",
        "任职",
        "access:appointments",
        (OfficeDuty.APPOINT, OfficeDuty.MANAGE_UNITS, OfficeDuty.SEE_FIGURES),
        order=75,
        group=BASE,
    ),
    NavItem("accounts", "账号", "accounts:accounts", (OfficeDuty.APPOINT,), order=76, group=BASE),
    NavItem("outbox", "待发箱", "delivery:outbox", (OfficeDuty.SEE_OUTBOX,), order=80, group=BASE),
    NavItem(
        "sign_ins", "登录记录", "accounts:sign_ins", (OfficeDuty.SEE_AUDIT,), order=77, group=BASE
    ),
    NavItem(
        "ledger", "台账总览", "auditing:overview", (OfficeDuty.SEE_AUDIT,), order=74, group=BASE
    ),
    NavItem(
        "disclosures",
        "号码查看记录",
        "personal:disclosure_list",
        (OfficeDuty.SEE_AUDIT,),
        order=78,
        group=BASE,
    ),
    NavItem(
        "clients", "接口账号", "clients:client_list", (OfficeDuty.APPOINT,), order=79, group=BASE
    ),
    NavItem(
        "back_office",
        "基础数据",
        "admin:index",
        (OfficeDuty.MANAGE_UNITS,),
        order=72,
        group=BASE,
    ),
    NavItem("calendar", "工作日历", "workdays:calendar", order=82, group=BASE),
    NavItem("rules", "规则", "rulebooks:rules", order=85, group=BASE),
    NavItem("handbook", "使用手册", "pages:handbook", order=90),
):
    declare(_item)
