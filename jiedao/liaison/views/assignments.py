"""Communities the officials answer for: the list, one of them, visits, the end."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.deadlines.selectors import open_limits
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.liaison.actions import assignments as actions
from jiedao.liaison.conditions.assignments import why_not, why_not_visit, why_withdrawn
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.forms import assignments as forms
from jiedao.liaison.models import Assignment
from jiedao.liaison.selectors import assignments as selectors
from jiedao.liaison.selectors import common
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
def assignment_list(request: HttpRequest) -> HttpResponse:
    """Who answers for which community, and whose visit is overdue."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("liaison:assignment_list")),
        "export_url": f"{address('liaison:export_assignments')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/assignment_list.html", context)


@page
def export_assignments(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    lines = selectors.lines_of(user, asked, today=today)
    book = sheets.workbook("分包社区", selectors.COLUMNS, lines)
    return files.excel(book, f"分包社区{today:%Y%m%d}")


@page
def assignment_page(request: HttpRequest, number: str) -> HttpResponse:
    """One assignment: when the next visit is due, the visits, who goes along, its course."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, today),
        "deadlines": open_limits(record.dossier, today=today),
        "visits": [(one, common.address_of(one.activity)) for one in selectors.visits_of(record)],
        "participations": selectors.participations_of(record.dossier),
        "may_visit": why_not_visit(record, by=user) is None,
        "may_change": why_not(record, by=user) is None,
        "offers": _offers(record, user),
        "printable": in_groups(printables(record.dossier, record)),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/assignment_page.html", context)


@form_page
def assign(request: HttpRequest) -> HttpResponse:
    """An official answers for a community from a day on (分包)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记分包社区")
    streets = list(common.streets_of(user))
    if not streets:
        raise refuse(
            "assignment.no_street",
            "分包社区由街道登记，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记分包的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(
        request,
        forms.AssignForm,
        communities=selectors.communities_of(user),
        people=common.leaders_of(streets),
    )

    def act() -> Assignment:
        given = dict(form.cleaned_data)
        return actions.assign(given.pop("community"), by=user, **given)

    asking = Asking(
        "登记分包社区",
        "班子成员分包哪个社区登记在这里。从开始那天起，到期没有走访的自动变红。",
        "登记",
        "分包社区",
        address("liaison:assignment_list"),
    )
    return ask(request, form, act, asking, done=lambda record: arrived(record, "已登记，编号{}。"))


@form_page
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """Enter a visit (走访)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not_visit(record, by=user))
    form = bound(request, forms.VisitForm, initial={"day": clock.today()})
    return ask(
        request,
        form,
        lambda: actions.visit(record, by=user, **form.cleaned_data),
        about(
            record,
            f"登记走访：{record.community}",
            "登记以后，下一次走访的期限从这一天重新算起。",
            "登记走访",
        ),
        done=lambda _: arrived(record, "已登记走访。"),
    )


@form_page
def withdraw_visit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A visit was entered wrongly (作废)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not_visit(record, by=user))
    made = selectors.get_visit(record, pk)
    gate(request, why_withdrawn(made))
    form = bound(request, forms.ReasonForm)
    return ask(
        request,
        form,
        lambda: actions.withdraw_visit(made, by=user, **form.cleaned_data),
        about(record, "作废走访记录", made.done, "作废"),
        done=lambda _: arrived(record, "已作废，下一次走访的期限已经重新算过。"),
    )


@form_page
def end(request: HttpRequest, number: str) -> HttpResponse:
    """He answers for the community no more (结束分包)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user))
    form = bound(request, forms.EndForm, initial={"until": clock.today()})
    return ask(
        request,
        form,
        lambda: actions.end(record, by=user, **form.cleaned_data),
        about(record, f"结束{record}", "结束以后不能恢复，走访记录仍然可以查阅。", "登记结束"),
        done=lambda _: arrived(record, "已登记结束。"),
    )


def _offers(record: Assignment, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    keeps = holdings(user).covers(DUTY, record.dossier.unit)
    if not keeps and user != record.leader:
        return []
    refusal, number = why_not_visit(record, by=user), record.dossier.number
    hint = "去了社区的，当天登记一次；下一次的期限从这一天算起。"
    url = "" if refusal else address("liaison:visit", number)
    found = [Button("visit", "登记走访", url, hint, primary=True, refusal=refusal)]
    if keeps and not refusal:
        found += [
            Button(
                "take_part", "增加中层干部", address("liaison:take_part", number),
                "科室的中层干部全程参与的，登记是谁、从哪天起。", primary=False, refusal=None,
            ),
            Button(
                "end", "结束分包", address("liaison:end", number),
                "换人分包、不再分包的，写明日期和原因。", primary=False, refusal=None,
            ),
        ]  # fmt: skip
    return found
