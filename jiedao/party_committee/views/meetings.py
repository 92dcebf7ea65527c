"""Meetings of the party committee: the list, one of them, and the forms that keep it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, Refusal, refuse
from jiedao.party_committee import actions, conditions, forms
from jiedao.party_committee.conditions import KEEP, SEE
from jiedao.party_committee.models import PartyMeeting
from jiedao.party_committee.rules import RULES
from jiedao.party_committee.selectors import meetings as selectors
from jiedao.party_committee.selectors.agenda import agenda_of
from jiedao.people.models import Person, User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, arrived, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 40


def _reader(request: HttpRequest) -> User:
    user = signed_in(request)
    duties.demand(user, SEE, act="查看党工委会议")
    return user


@page
def meeting_list(request: HttpRequest) -> HttpResponse:
    """The meetings of the party committee."""
    user, asked = _reader(request), selectors.LISTING.read(request.GET)
    context = {
        "listed": selectors.listed(user, asked),
        "asked": asked,
        "filter": asked.filter(address("party_committee:meeting_list")),
        "export_url": f"{address('party_committee:export_meetings')}?{asked.query()}",
        "may_keep": holdings(user).anywhere(KEEP),
    }
    return show(request, "jiedao/party_meeting_list.html", context)


@page
def export_meetings(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = _reader(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked).order_by(*asked.order)
    book = sheets.workbook("党工委会议", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"党工委会议{today:%Y%m%d}")


@page
def meeting_page(request: HttpRequest, number: str) -> HttpResponse:
    """One meeting: who came, what stands on its agenda, how each item was counted."""
    user = signed_in(request)
    meeting = selectors.get_visible_meeting(user, number)
    dossier = meeting.dossier
    attendees = list(meeting.attendees.select_related("person"))
    edition = RULES.on(meeting.held_on, dossier.unit)
    context = {
        "record": meeting,
        "dossier": dossier,
        "standing": meeting.standing,
        "chip": selectors.CHIPS[meeting.standing],
        "agenda": agenda_of(meeting, user),
        "attendees": attendees,
        "present": sum(1 for one in attendees if one.present),
        "quorum": edition,
        "members": [] if attendees else selectors.members_on(dossier.unit, meeting.held_on),
        "offers": _offers(meeting, user),
        "printable": in_groups(printables(dossier, meeting)),
        "lines": timeline(dossier, limit=LINES),
    }
    return show(request, "jiedao/party_meeting_page.html", context)


@form_page
def call_meeting(request: HttpRequest) -> HttpResponse:
    """Call a meeting (登记会议)."""
    user = signed_in(request)
    units = _streets(user, "登记党工委会议")
    form = bound(request, forms.CallMeetingForm, units=units)

    def act() -> PartyMeeting:
        given = dict(form.cleaned_data)
        return actions.call_meeting(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记党工委会议",
        "先登记会议，书记再把议题列入议程。应到的人是开会那一天的委员，由平台算出。",
        "登记会议",
        "党工委会议",
        address("party_committee:meeting_list"),
    )
    return ask(request, form, act, asking, done=lambda one: arrived(one, f"{one}已登记。"))


@form_page
def sign_in(request: HttpRequest, number: str) -> HttpResponse:
    """Who came (登记到会)."""
    user, meeting = _open(request, number, conditions.why_not_sign_in)
    roster = selectors.roster_of(meeting)
    came = [one.person_id for one in meeting.attendees.filter(present=True)]
    secretary = next((one.person_id for one in roster if one.position == "secretary"), None)
    keys = [one.person_id for one in roster]
    form = bound(
        request,
        forms.SignInForm,
        initial={
            "present": came,
            "chair": meeting.chair_id or secretary,
            "observers": meeting.observers,
        },
        members=Person.objects.filter(pk__in=keys).order_by("sort_key", "pk"),
    )

    def act() -> PartyMeeting:
        given = form.cleaned_data
        present = [person.pk for person in given["present"]]
        return actions.sign_in(
            meeting,
            by=user,
            present=present,
            chair=given["chair"],
            observers=given["observers"],
        )

    quota = RULES.on(meeting.held_on, meeting.dossier.unit).meeting_present
    name = "更正到会" if meeting.signed_in_at else "登记到会"
    asking = Asking(
        name,
        f"应到{len(roster)}人，到会须{quota}，即{quota.needed(len(roster))}人；"
        f"干部任免等议题另有要求，表决时逐项核对。{_what_is_dropped(meeting)}",
        name,
        str(meeting),
        meeting.get_absolute_url(),
    )
    return ask(request, form, act, asking, done=lambda one: arrived(one, "到会已登记。"))


def _what_is_dropped(meeting: PartyMeeting) -> str:
    """Said before who came is put right: what was counted already must be counted again."""
    counted = meeting.entries.filter(outcome="", in_favour__isnull=False)
    titles = "、".join(str(one.topic) for one in counted.select_related("topic__dossier"))
    if not titles:
        return ""
    return (
        f"已经登记表决、还没有登记结果的：{titles}。到会的人一改，这些表决就作废，"
        "要按改后的到会人数重新登记票数；只改主持人或者列席的，表决不变。"
    )


@form_page
def cancel_meeting(request: HttpRequest, number: str) -> HttpResponse:
    """Call it off (取消会议)."""
    user, meeting = _open(request, number, conditions.why_not_cancel)
    form = bound(request, forms.ReasonForm)
    asking = Asking(
        f"取消{meeting}",
        "议程上的议题退回待确定，由书记另行安排。取消以后不能恢复。",
        "取消会议",
        str(meeting),
        meeting.get_absolute_url(),
    )
    return ask(
        request,
        form,
        lambda: actions.cancel_meeting(meeting, by=user, **form.cleaned_data),
        asking,
        done=lambda one: arrived(one, "会议已取消。"),
    )


@form_page
def issue_minutes(request: HttpRequest, number: str) -> HttpResponse:
    """Issue the minutes (印发纪要)."""
    user, meeting = _open(request, number, conditions.why_not_issue_minutes)
    form = bound(request, forms.IssueMinutesForm, initial={"minutes_on": clock.today()})
    asking = Asking(
        "印发会议纪要",
        "纪要由平台按登记的到会、议程和决定写成。编上号以后，这次会议的内容不能再改。",
        "印发纪要",
        str(meeting),
        meeting.get_absolute_url(),
    )
    return ask(
        request,
        form,
        lambda: actions.issue_minutes(meeting, by=user, **form.cleaned_data),
        asking,
        done=lambda one: arrived(one, f"纪要已印发，{one.minutes_number}，可以打印。"),
    )


def _streets(user: User, act: str) -> Any:
    duties.demand(user, KEEP, act=act)
    units = selectors.streets_of(user)
    if not units.exists():
        raise refuse(
            "party_meeting.no_street",
            "党工委设在街道，您任职的单位不是街道，不能登记。",
            status=FORBIDDEN,
        )
    return units


def _open(request: HttpRequest, number: str, why_not: Any) -> tuple[User, PartyMeeting]:
    user = signed_in(request)
    meeting = selectors.get_visible_meeting(user, number)
    refusal: Refusal | None = why_not(meeting, by=user)
    gate(request, refusal)
    return user, meeting


ACTS = (
    ("sign_in", "登记到会", "照签到表勾选到会的委员，系统核对人数。", conditions.why_not_sign_in),
    (
        "issue_minutes",
        "印发纪要",
        "议程上的议题都有了结果，编号印发；以后不能再改。",
        conditions.why_not_issue_minutes,
    ),
    ("cancel_meeting", "取消会议", "会议不开了的，写明原因。", conditions.why_not_cancel),
)


def _offers(meeting: PartyMeeting, user: User) -> list[Button]:
    """What this person can do now, and why not; nothing for whom it is no business, nothing when over."""
    if not holdings(user).covers(KEEP, meeting.dossier.unit) or meeting.dossier.closed_on:
        return []
    buttons: list[Button] = []
    for code, label, hint, why_not in ACTS:
        refusal = why_not(meeting, by=user)
        is_held = meeting.signed_in_at is not None
        # What is done already, or can no longer be, says nothing new.
        if refusal and code != ("issue_minutes" if is_held else "sign_in"):
            continue
        url = address(f"party_committee:{code}", meeting.dossier.number)
        first = not any(one.primary for one in buttons) and not refusal and code != "cancel_meeting"
        again = code == "sign_in" and is_held
        buttons.append(
            Button(code, "更正到会" if again else label, url, hint, first and not again, refusal)
        )
    return buttons
