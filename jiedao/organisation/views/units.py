"""The tree of units: streets, communities, what stands beneath; adding, importing, renaming."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.organisation import actions, closing, panels, selectors, ties
from jiedao.organisation.forms import AddUnitForm, CloseForm, ContactForm, ImportForm, UnitForm
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.organisation.states import BENEATH, UnitLevel
from jiedao.organisation.views.frame import (
    Sheet,
    demand_change,
    form_sheet,
    may_manage,
    signed_in,
    unit_url,
)
from jiedao.web import duties, files
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show
from jiedao.web.duties import OfficeDuty

CHANGES_SHOWN = 8
EXPORTED = (
    "代码", "名称", "简称", "层级", "上级代码", "上级单位", "联系电话", "办公地点", "办公时间",
)  # fmt: skip


@page
def units(request: HttpRequest) -> HttpResponse:
    """The top of the tree: every street with its number of communities and villages."""
    rows = selectors.streets()
    return show(
        request,
        "jiedao/organisation_units.html",
        {
            "districts": [row for row in rows if row.level == UnitLevel.DISTRICT],
            "streets": [row for row in rows if row.level == UnitLevel.STREET],
            "filter": _filter("", "", "", "code"),
            "may_manage": may_manage(request),
        },
    )


@page
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units narrowed by name, pinyin, level and street, sorted, page by page."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "level", "street", "sort")}
    found = _found(asked, after=request.GET.get("after", ""))
    narrowed = {name: value for name, value in asked.items() if value}
    return show(
        request,
        "jiedao/organisation_list.html",
        {
            "found": found,
            "filter": _filter(**asked),
            "next_url": f"?{urlencode({**narrowed, 'after': found.after})}" if found.after else "",
            "first_url": f"?{urlencode(narrowed)}" if found.continued else "",
            "export_url": f"{reverse('organisation:export_units')}?{urlencode(narrowed)}",
        },
        part="table",
    )


@page
def export_units(request: HttpRequest) -> HttpResponse:
    """The same list as an xlsx file, all of it; it can be imported again elsewhere."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "level", "street", "sort")}
    rows = [
        (
            unit.code,
            unit.name,
            unit.short_name,
            unit.get_level_display(),
            unit.parent.code if unit.parent else "",
            str(unit.parent or ""),
            unit.phone,
            unit.address,
            unit.hours,
        )
        for unit in _found(asked, after="", limit=sheets.MOST_ROWS).rows
    ]
    return files.excel(sheets.workbook("单位名单", EXPORTED, rows), "单位名单")


def _found(asked: dict[str, str], *, after: str, limit: int = selectors.PAGE) -> selectors.Page:
    street = Unit.objects.filter(code=asked["street"]).first() if asked["street"] else None
    return selectors.find_units(
        words=asked["q"],
        level=asked["level"],
        street=street,
        sort=asked["sort"],
        after=after,
        limit=limit,
    )


def _filter(q: str, level: str, street: str, sort: str) -> dict[str, Any]:
    def options(rows: list[tuple[str, str]], chosen: str) -> list[dict[str, Any]]:
        return [{"value": v, "label": label, "selected": v == chosen} for v, label in rows]

    streets = Unit.objects.active().of_level(UnitLevel.STREET).order_by("code")
    return {
        "action": reverse("organisation:unit_list"),
        "q": q,
        "q_label": "名称、拼音或代码",
        "selects": [
            {
                "name": "level",
                "label": "层级",
                "options": options([("", "全部"), *UnitLevel.choices], level),
            },
            {
                "name": "street",
                "label": "街道",
                "options": options(
                    [("", "全部"), *((row.code, str(row)) for row in streets)], street
                ),
            },
            {
                "name": "sort",
                "label": "排序",
                "options": options([("code", "按代码"), ("name", "按拼音")], sort),
            },
        ],
        "clear_url": reverse("organisation:unit_list") if q or level or street else "",
    }


@page
def unit_page(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: where it stands, what is beneath it, its bodies, and what is still missing."""
    unit = selectors.get_unit(code)
    today = clock.today()
    manages = may_manage(request, unit)
    context: dict[str, Any] = {
        "unit": unit,
        "above": selectors.line_above(unit),
        "children": selectors.children_of(unit),
        "may_manage": manages,
        "may_change": manages and unit.closed_on is None,
        "may_add": bool(BENEATH[unit.level]) and unit.level != UnitLevel.DISTRICT,
        "is_community": unit.level in SELF_GOVERNING,
        "posts": selectors.posts_of(unit, today),
        "may_appoint": duties.holds(signed_in(request), OfficeDuty.APPOINT, unit),
        "entries": timeline(unit, limit=CHANGES_SHOWN),
        "today": today,
    }
    if context["is_community"]:
        views, counts = selectors.bodies_of(unit, today), selectors.head_counts(unit)
        context |= {
            "views": views,
            "counts": counts,
            "missing": selectors.missing(unit, views, counts, today),
            "panels": panels.of(unit),
            "kinships": selectors.kinships_of(unit) if manages else [],
            "may_establish": len(views) < selectors.BODY_KINDS,
        }
    return show(request, "jiedao/organisation_unit.html", context)


@form_page
def import_units(request: HttpRequest) -> HttpResponse:
    """Upload a list of units; the answer names every row that was not taken, and why."""
    duties.demand(request.user, OfficeDuty.MANAGE_UNITS, act="导入单位")
    form = ImportForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        result = form.attempt(
            lambda: actions.import_units(content, filename=file.name, by=signed_in(request))
        )
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "result": result}
    return show(request, "jiedao/organisation_import.html", context, status=status)


@form_page
def add_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A department, an estate or a grid beneath this unit."""
    parent = selectors.get_unit(code)
    demand_change(request, parent, act="增设单位")
    form = AddUnitForm(parent, request.POST or None)
    if form.is_valid():
        names = ("level", "name", "short_name", "phone", "address", "hours")
        made = form.attempt(
            lambda: actions.add_unit(parent, by=signed_in(request), **form.values(*names))
        )
        if made:
            messages.success(request, f"已增设“{made}”，代码{made.code}。")
            return HttpResponseRedirect(unit_url(parent))
    sheet = Sheet(
        f"在{parent}下增设单位", "代码由平台按顺序给出。社区和街道请用“导入单位”登记。", "增设"
    )
    return form_sheet(request, form, parent, sheet)


@form_page
def rename_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Another name for a unit."""
    unit = selectors.get_unit(code)
    demand_change(request, unit, act="更改单位名称")
    standing = {"name": unit.name, "short_name": unit.short_name}
    form = UnitForm(request.POST or None, initial=standing)
    if form.is_valid():
        renamed = form.attempt(
            lambda: actions.rename_unit(
                unit, by=signed_in(request), **form.values("name", "short_name")
            )
        )
        if renamed:
            messages.success(request, f"已更名为“{renamed.name}”。")
            return HttpResponseRedirect(unit_url(unit))
    lead = "更名以后新出的文书用新名称，已经公开的文书不变。"
    return form_sheet(request, form, unit, Sheet(f"{unit}更名", lead, "更名"))


@form_page
def describe_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Telephone, place and hours of a unit."""
    unit = selectors.get_unit(code)
    demand_change(request, unit, act="更新单位的联系方式")
    names = ("phone", "address", "hours")
    standing = {name: getattr(unit, name) for name in names}
    form = ContactForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        done = form.attempt(
            lambda: actions.describe_unit(unit, by=signed_in(request), **form.values(*names))
        )
        if done:
            messages.success(request, f"{unit}的联系方式已更新。")
            return HttpResponseRedirect(unit_url(unit))
    lead = "这些内容居民在公示和办事页面上能看到。"
    return form_sheet(request, form, unit, Sheet(f"{unit}的联系方式", lead, "保存"))


@form_page
def close_unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit ceases to be."""
    unit = selectors.get_unit(code)
    duties.demand(request.user, OfficeDuty.MANAGE_UNITS, unit, act="撤销单位")
    form = CloseForm(request.POST or None, initial={"closed_on": clock.today()})
    if form.is_valid():
        closed = form.attempt(
            lambda: actions.close_unit(unit, by=signed_in(request), **form.values("closed_on"))
        )
        if closed:
            messages.success(request, f"“{unit}”已撤销。")
            return HttpResponseRedirect(unit_url(unit))
    lead = f"撤销后，“{unit}”不再出现在单位名单里，不能再登记新的事项，原有的记录都保留，仍可查看。"
    sheet, hanging = Sheet(f"撤销{unit}", lead, "撤销"), ties.of(unit)
    refusal = closing.why_not_close(unit, hanging)
    if refusal and hanging.first:  # what to do next stands with each of them above
        refusal = replace(refusal, hint="上面列出的办完以后，再来撤销。")
    refused = [Button("close_unit", "撤销", "", "", False, refusal)] if refusal else []
    return form_sheet(request, form, unit, sheet, ties=hanging, refused=refused)
