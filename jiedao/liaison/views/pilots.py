"""Pilots: the trials of the communities, one pilot, its designation and what was exchanged."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.liaison.actions import pilots as actions
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.conditions.pilots import why_not_begin
from jiedao.liaison.forms import pilots as forms
from jiedao.liaison.models import Pilot
from jiedao.liaison.selectors import common
from jiedao.liaison.selectors import pilots as selectors
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
def trial_list(request: HttpRequest) -> HttpResponse:
    """The pilots, and what the communities try."""
    user, asked = signed_in(request), selectors.LISTING.read(request.GET)
    context = {
        "pilots": list(selectors.pilots_visible_to(user)[: selectors.PILOTS]),
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("pilots:trial_list")),
        "export_url": f"{address('pilots:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/trial_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    lines = selectors.lines_of(user, asked, today=today)
    return files.excel(
        sheets.workbook("社区试点", selectors.COLUMNS, lines), f"社区试点{today:%Y%m%d}"
    )


@page
def pilot_page(request: HttpRequest, number: str) -> HttpResponse:
    """One pilot: what the street was designated, what its communities try, what they exchanged."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_pilot(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "trials": selectors.trials_of(user, record, today=today),
        "exchanges": [(one, common.address_of(one)) for one in selectors.exchanges_of(record)],
        "offers": _offers(record, user),
        "printable": in_groups(printables(record.dossier, record)),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/pilot_page.html", context)


@form_page
def designate(request: HttpRequest) -> HttpResponse:
    """The street was designated a pilot (确定为试点)."""
    user = signed_in(request)
    duties.demand(user, DUTY, act="登记试点")
    streets = common.streets_of(user)
    if not streets.exists():
        raise refuse(
            "pilot.no_street",
            "试点登记在街道，您任职的单位不是街道，不能登记。",
            hint="请由在街道任职、负责登记试点的同事登记。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.DesignateForm, streets=streets)

    def act() -> Pilot:
        given = dict(form.cleaned_data)
        return actions.designate(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记试点",
        "街道被确定为试点的，照文件登记；各社区先试哪两项，登记以后在试点的页面接着登记。",
        "登记",
        "试点",
        address("pilots:trial_list"),
    )
    return ask(request, form, act, asking, done=lambda record: arrived(record, "已登记，编号{}。"))


@form_page
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """A community tries two systems first (先试先行)."""
    user = signed_in(request)
    record = selectors.get_pilot(user, number)
    gate(request, why_not_begin(record, by=user))
    form = bound(
        request,
        forms.BeginForm,
        initial={"started_on": clock.today()},
        communities=selectors.communities_of(record),
        people=common.people_of([record.street]),
    )
    return ask(
        request,
        form,
        lambda: actions.begin(record, by=user, **form.given()),
        about(
            record,
            "登记社区试点",
            "一个社区先试两项制度：定人员、定目标、定时间。阶段到期没有完成的自动变红。",
            "登记",
        ),
        done=lambda trial: (
            f"已登记，编号{trial.dossier.number}。",
            trial.get_absolute_url(),
        ),
    )


@form_page
def exchange(request: HttpRequest, number: str) -> HttpResponse:
    """The communities have exchanged what they learnt (交流)."""
    user = signed_in(request)
    record = selectors.get_pilot(user, number)
    gate(request, why_not_begin(record, by=user))
    form = bound(request, forms.ExchangeForm)
    return ask(
        request,
        form,
        lambda: actions.exchange(record, by=user, **form.cleaned_data),
        about(
            record,
            "关联试点交流",
            "社区之间相互学习、交流经验的会议活动，写它的案卷编号，不用再写一遍。",
            "关联",
        ),
        done=lambda _: arrived(record, "已关联。"),
    )


def _offers(record: Pilot, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    refusal, number = why_not_begin(record, by=user), record.dossier.number
    said = (
        ("begin", "登记社区试点", "一个社区先试两项：定人员、定目标、定时间。"),
        ("exchange", "关联交流", "社区相互学习、交流经验的会议活动，写它的案卷编号。"),
    )
    return [
        Button(
            act, label, "" if refusal else address(f"pilots:{act}", number), hint,
            act == "begin", refusal,
        )
        for act, label, hint in said
    ]  # fmt: skip
