"""Work groups: the list, one of them, and the forms that establish, change and dissolve them."""

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.documents import render
from jiedao.documents.selectors import FORMATS
from jiedao.documents.views import as_file
from jiedao.ledger.selectors import timeline
from jiedao.liaison import documents
from jiedao.liaison.actions import groups as actions
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.conditions.groups import why_already_left, why_not
from jiedao.liaison.forms import groups as forms
from jiedao.liaison.models import WorkGroup
from jiedao.liaison.selectors import common
from jiedao.liaison.selectors import groups as selectors
from jiedao.liaison.selectors.assignments import participations_of
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, about, arrived, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 50


@page
def group_list(request: HttpRequest) -> HttpResponse:
    """The work groups, as far as a person may see them."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("groups:group_list")),
        "export_url": f"{address('groups:export')}?{asked.query()}",
        "paper_urls": common.paper_urls("groups:paper", asked),
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/group_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    lines = selectors.lines_of(user, asked, today=today)
    book = sheets.workbook("工作小组", selectors.COLUMNS, lines)
    return files.excel(book, f"工作小组{today:%Y%m%d}")


@page
def paper(request: HttpRequest, form: str) -> HttpResponse:
    """The list as it was asked for with who belongs to each group, to be printed (工作小组名单)."""
    if form not in FORMATS:
        raise Http404
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.rows_asked_for(user, asked, today=today)
    members = selectors.members_by_group([row.record for row in rows], today)
    content = render.drawn(documents.group_list(rows, members), form)
    return as_file(content, f"工作小组名单{today:%Y%m%d}.{form}", form)


@page
def group_page(request: HttpRequest, number: str) -> HttpResponse:
    """One group: who is in charge and was before, who belongs to it, its course."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_visible(user, number)
    now, before = selectors.members_of(record, today)
    refusal = why_not(record, by=user)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, today),
        "charges": sorted(record.charges.all(), key=lambda one: (one.begins_on, one.pk))[::-1],
        "members": now,
        "members_before": before,
        "participations": participations_of(record.dossier),
        "may_change": refusal is None,
        "offers": _offers(record, user),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/group_page.html", context)


@form_page
def establish(request: HttpRequest) -> HttpResponse:
    """Register a group (成立)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记工作小组")
    streets = common.streets_of(user)
    found = list(streets)
    if not found:
        raise refuse(
            "group.no_street",
            "工作小组登记在街道，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记小组的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(
        request,
        forms.EstablishForm,
        streets=streets,
        people=common.people_of(found),
        departments=common.departments_of(found),
    )

    def act() -> WorkGroup:
        given = dict(form.cleaned_data)
        return actions.establish(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记工作小组",
        "领导小组和专项工作小组登记在这里。汇报里的小组个数由这里数出来。",
        "登记",
        "工作小组",
        address("groups:group_list"),
    )
    return ask(request, form, act, asking, done=lambda group: arrived(group, "已登记，编号{}。"))


@form_page
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Who leads it and answers for it is another from a day on (变更)."""
    user, record = _open(request, number)
    last = max(record.charges.all(), key=lambda one: (one.begins_on, one.pk))
    known = {
        "begins_on": clock.today(),
        "lead": last.lead_id,
        "department": last.department_id,
        "responsible": last.responsible_id,
    }
    form = bound(
        request,
        forms.ChangeForm,
        initial=known,
        people=common.people_of([record.street]),
        departments=common.departments_of([record.street]),
    )
    return ask(
        request,
        form,
        lambda: actions.change(record, by=user, **form.cleaned_data),
        about(
            record,
            f"变更{record}的分工",
            "换了人或者换了部门的，改成新的，没有换的照旧。以前是谁，仍然查得到。",
            "登记变更",
        ),
        done=lambda _: arrived(record, "已登记变更。"),
    )


@form_page
def add_members(request: HttpRequest, number: str) -> HttpResponse:
    """People belong to the group from a day on (增加成员)."""
    user, record = _open(request, number)
    form = bound(
        request,
        forms.MembersForm,
        initial={"since": clock.today()},
        people=common.people_of([record.street]),
    )
    return ask(
        request,
        form,
        lambda: actions.add_members(record, by=user, **form.cleaned_data),
        about(record, "增加成员", "选中的人从这一天起是小组成员。", "登记"),
        done=lambda found: arrived(record, f"已登记，增加成员{len(found)}人。"),
    )


@form_page
def remove_member(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Someone belongs to the group no more (退出)."""
    user, record = _open(request, number)
    member = selectors.get_member(record, pk)
    gate(request, why_already_left(member))
    form = bound(request, forms.LeaveForm, initial={"until": clock.today()})
    return ask(
        request,
        form,
        lambda: actions.remove_member(member, by=user, **form.cleaned_data),
        about(
            record,
            f"{member.user}退出小组",
            f"{member.user}（{member.post}）以前是成员，仍然查得到。",
            "登记退出",
        ),
        done=lambda _: arrived(record, "已登记退出。"),
    )


@form_page
def dissolve(request: HttpRequest, number: str) -> HttpResponse:
    """Dissolve a group (撤销)."""
    user, record = _open(request, number)
    form = bound(request, forms.DissolveForm)
    return ask(
        request,
        form,
        lambda: actions.dissolve(record, by=user, **form.cleaned_data),
        about(
            record,
            f"撤销{record}",
            f"{record.days_in_words}。撤销以后不能恢复，记录仍然可以查阅。",
            "登记撤销",
        ),
        done=lambda _: arrived(record, "已登记撤销，记录仍然可以查阅。"),
    )


def _open(request: HttpRequest, number: str) -> tuple[User, WorkGroup]:
    """404 when it may not be seen, 403 without the duty, 409 when it is dissolved already."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user))
    return user, record


def _offers(record: WorkGroup, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    refusal, number = why_not(record, by=user), record.dossier.number
    if refusal:
        return [Button("change", "变更或者撤销", "", "", primary=False, refusal=refusal)]
    said = (
        (
            "groups:change",
            "变更分工",
            "换了分管领导、责任部门或者责任人的，从哪天起换的登记在这里。",
        ),
        ("groups:add_members", "增加成员", "从哪天起增加的，选人登记；职务由平台写上。"),
        ("liaison:take_part", "增加中层干部", "科室的中层干部全程参与的，登记是谁、从哪天起。"),
        ("groups:dissolve", "撤销小组", "不再设这个小组的，写明日期和原因。"),
    )
    return [
        Button(
            act.partition(":")[2], label, address(act, number), hint, act == "groups:change", None
        )
        for act, label, hint in said
    ]
