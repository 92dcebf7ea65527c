"""The roster of the party committee: who is a member, who was, and the two forms that keep it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.party_committee import actions, forms
from jiedao.party_committee.conditions import KEEP, SEE, why_not_keep
from jiedao.party_committee.models import PartyMember
from jiedao.party_committee.selectors import meetings as selectors
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import form_page, page, show

COLUMNS = ("街道", "姓名", "职务", "从哪天起", "到哪天止")


@page
def member_list(request: HttpRequest) -> HttpResponse:
    """Who sits in the party committee today, and who did before."""
    user = signed_in(request)
    duties.demand(user, SEE, act="查看党工委委员名册")
    rows, today = selectors.members_seen_by(user), clock.today()
    context = {
        "now": [one for one in rows if one.ends_on is None or one.ends_on > today],
        "before": [one for one in rows if one.ends_on is not None and one.ends_on <= today],
        "may_keep": holdings(user).anywhere(KEEP),
        "export_url": address("party_committee:export_members"),
    }
    return show(request, "jiedao/party_members.html", context)


@page
def export_members(request: HttpRequest) -> HttpResponse:
    """The roster as an Excel file."""
    user = signed_in(request)
    duties.demand(user, SEE, act="导出党工委委员名册")
    rows = [
        [str(one.unit), str(one.person), one.get_position_display(), one.starts_on, one.ends_on]
        for one in selectors.members_seen_by(user)
    ]
    book = sheets.workbook("党工委委员", COLUMNS, rows)
    return files.excel(book, f"党工委委员{clock.today():%Y%m%d}")


@form_page
def add_member(request: HttpRequest) -> HttpResponse:
    """Put somebody on the roster (登记委员)."""
    user = signed_in(request)
    duties.demand(user, KEEP, act="登记党工委委员")
    units = selectors.streets_of(user)
    if not units.exists():
        raise refuse(
            "party_member.no_street",
            "党工委设在街道，您任职的单位不是街道，不能登记委员。",
            status=FORBIDDEN,
        )
    persons = selectors.candidates_within(user)
    form = bound(request, forms.AddMemberForm, units=units, persons=persons)

    def act() -> PartyMember:
        given: dict[str, Any] = dict(form.cleaned_data)
        return actions.add_member(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记党工委委员",
        "会议的应到人数由这份名册按开会那一天算出。换届、调整照任免文件登记。",
        "登记",
        "委员名册",
        address("party_committee:member_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda one: (f"{one}已登记。", address("party_committee:member_list")),
    )


@form_page
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves the committee (登记离任)."""
    user = signed_in(request)
    member = selectors.get_member(user, pk)
    gate(request, why_not_keep(member.unit, by=user))
    form = bound(request, forms.EndMembershipForm)
    asking = Asking(
        f"登记{member.person}离任",
        f"{member}，{member.starts_on:%Y-%m-%d}起任职。以前的会议、表决都不变。",
        "登记离任",
        "委员名册",
        address("party_committee:member_list"),
    )
    return ask(
        request,
        form,
        lambda: actions.end_membership(member, by=user, **form.cleaned_data),
        asking,
        done=lambda one: (f"{one.person}离任已登记。", address("party_committee:member_list")),
    )
