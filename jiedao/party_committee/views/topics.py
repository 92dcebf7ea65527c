"""Topics: the list, one of them, and the form that submits a new one."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.access.recusals import recusals_entered
from jiedao.access.selectors import holdings
from jiedao.attachments import selectors as attachments
from jiedao.deadlines.selectors import open_limits
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.party_committee import actions, forms
from jiedao.party_committee.conditions import SEE, SUBMIT
from jiedao.party_committee.models import Topic
from jiedao.party_committee.selectors import topics as selectors
from jiedao.party_committee.selectors.agenda import votings_of
from jiedao.party_committee.views.offers import milestones_of, offers_of, whose_turn
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties, files
from jiedao.web.asking import Asking, ask, bound
from jiedao.web.commands import form_page, page, show

LINES = 60


def reader(request: HttpRequest) -> User:
    """Who may open the lists of the party committee; all others are told whose they are."""
    user = signed_in(request)
    demand_reader(user)
    return user


def demand_reader(user: User) -> None:
    """403 for whom the party committee's topics are no business of."""
    if not holdings(user).anywhere(SUBMIT):
        duties.demand(user, SEE, act="查看党工委议事")


@page
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics a person may see."""
    user, asked = reader(request), selectors.LISTING.read(request.GET)
    held = holdings(user)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("party_committee:topic_list")),
        "export_url": f"{address('party_committee:export')}?{asked.query()}",
        "may_submit": held.anywhere(SUBMIT),
        "may_see": held.anywhere(SEE),
    }
    return show(request, "jiedao/party_topic_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = reader(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("党工委议题", selectors.COLUMNS, selectors.lines_of(rows, today=today))
    return files.excel(book, f"党工委议题{today:%Y%m%d}")


@page
def topic_page(request: HttpRequest, number: str) -> HttpResponse:
    """One topic: where it stands, what can be done, its proposal, its votes, its task."""
    user, today = signed_in(request), clock.today()
    topic = selectors.get_visible(user, number)
    dossier = topic.dossier
    offers = offers_of(topic, by=user)
    context = {
        "record": topic,
        "dossier": dossier,
        "row": selectors.row_of(topic, today),
        "steps": milestones_of(topic),
        "offers": offers,
        "turn": "" if any(one.primary for one in offers) else whose_turn(topic, by=user),
        "limits": open_limits(dossier, today=today),
        "attachments": attachments.attachments_of(dossier),
        "progress": list(topic.progress.select_related("reported_by")),
        "printable": in_groups(printables(dossier, topic)),
        **_confidential(topic, user, today),
    }
    return show(request, "jiedao/party_topic_page.html", context)


def _confidential(topic: Topic, user: User, today: date) -> dict[str, Any]:
    """How it was discussed and voted on: for the committee, not for who submitted it or carries it out."""
    if not holdings(user).covers(SEE, topic.dossier.unit):
        return {"sees_all": False, "entries": [], "recusals": [], "lines": []}
    return {
        "sees_all": True,
        "entries": votings_of(topic),
        "recusals": list(recusals_entered(topic.dossier)),
        # There is one edition of the office's own rules: naming it at every line says nothing.
        "lines": timeline(topic.dossier, limit=LINES),
    }


@form_page
def submit(request: HttpRequest) -> HttpResponse:
    """Submit a topic (申报议题)."""
    user = signed_in(request)
    duties.demand(user, SUBMIT, act="申报党工委议题")
    units = selectors.departments_of(user)
    if not units.exists():
        raise refuse(
            "party_topic.no_unit",
            "党工委议题由街道或者街道的科室申报，您任职的单位不是，不能申报。",
            hint="请联系街道的科室或者组织委员。",
            status=FORBIDDEN,
        )
    form = bound(request, forms.SubmitForm, units=units)

    def act() -> Topic:
        given = dict(form.cleaned_data)
        return actions.submit(given.pop("department"), by=user, **given)

    asking = Asking(
        "申报党工委议题",
        "三重一大事项由党工委集体研究。申报后送分管领导审核，再由书记确定上哪一次会。",
        "申报",
        "党工委议事",
        address("party_committee:topic_list"),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda topic: (
            f"已申报，编号{topic.dossier.number}，等分管领导审核。",
            topic.get_absolute_url(),
        ),
    )
