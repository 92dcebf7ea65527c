"""Papers from above: the list, one of them, and the forms that register, study and hand down."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from jiedao.access.desks import staff_with
from jiedao.access.selectors import holdings
from jiedao.activities import actions, forms
from jiedao.activities.conditions import DUTY, why_not_study
from jiedao.activities.models import SuperiorDocument
from jiedao.activities.selectors import superior
from jiedao.activities.states import Kind
from jiedao.activities.views.activities import keeping_units
from jiedao.activities.views.attaching import attach_page
from jiedao.attachments import selectors as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines.selectors import open_limits
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 50
LIST = "superior_documents:document_list"


@page
def document_list(request: HttpRequest) -> HttpResponse:
    """What came from above, and whether it was studied and handed down."""
    user, asked = signed_in(request), superior.LISTING.read(request.GET)
    context = {
        "listed": superior.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address(LIST)),
        "export_url": f"{address('superior_documents:export')}?{asked.query()}",
        "may_add": holdings(user).anywhere(DUTY),
    }
    return show(request, "jiedao/superior_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), superior.LISTING.read(request.GET), clock.today()
    lines = superior.lines_of(user, asked, today=today)
    book = sheets.workbook("上级文件", superior.COLUMNS, lines)
    return files.excel(book, f"上级文件{today:%Y%m%d}")


@page
def document_page(request: HttpRequest, number: str) -> HttpResponse:
    """One paper: who has studied it, who has not, to whom it was handed down."""
    user, today = signed_in(request), clock.today()
    record = superior.get_visible(user, number)
    learners = superior.learners_of(record)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": superior.row_of(record),
        "studies": superior.studies_of(record),
        "learners": learners,
        "missing": sum(one.studied_on is None for one in learners),
        "relays": superior.relays_of(record),
        "waiting_units": list(superior.not_relayed_to(record)),
        "offers": _offers(record, user),
        "limits": open_limits(record.dossier, today=today),
        "attachments": attachments.attachments_of(record.dossier),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/superior_page.html", context)


@form_page
def receive(request: HttpRequest) -> HttpResponse:
    """Register a paper from above (登记上级文件)."""
    user = signed_in(request)
    units = keeping_units(user, "登记上级文件")
    form = bound(request, forms.ReceiveForm, units=units, people=staff_with(DUTY, units))

    def act() -> SuperiorDocument:
        given = dict(form.cleaned_data)
        return actions.receive(given.pop("unit"), by=user, **given)

    asking = Asking(
        "登记上级文件",
        "领导讲话和省、市、区的文件登记在这里，学习的期限从收到的那天起算，列入待办。",
        "登记",
        "上级文件",
        address(LIST),
    )
    return ask(
        request,
        form,
        act,
        asking,
        done=lambda one: (
            f"已登记，编号{one.dossier.number}。学习以后在这里登记是哪一次集中学习。",
            one.get_absolute_url(),
        ),
    )


@form_page
def put_in_charge(request: HttpRequest, number: str) -> HttpResponse:
    """Who sees to its study and its handing down (定责任人)."""
    user, record = _open(request, number)
    form = bound(request, forms.InChargeForm, people=superior.people_for(record))
    return ask(
        request,
        form,
        lambda: actions.put_in_charge(record, by=user, **form.cleaned_data),
        _asking(record, "定责任人", "列出的是能登记学习和传达的人。", "登记"),
        done=lambda made: (f"已登记，由{made.user}负责。", record.get_absolute_url()),
    )


@form_page
def study(request: HttpRequest, number: str) -> HttpResponse:
    """At which study it was studied (登记学习)."""
    user, record = _open(request, number)
    form = bound(request, forms.StudyForm, studies=superior.studies_for(record))
    return ask(
        request,
        form,
        lambda: actions.study(record, by=user, **form.cleaned_data),
        _asking(
            record,
            "登记学习",
            "还没有登记的集中学习，请先在“会议活动”里登记召开，再回到这里。",
            "登记学习",
        ),
        done=lambda _: ("已登记学习。", record.get_absolute_url()),
    )


@form_page
def relay(request: HttpRequest, number: str) -> HttpResponse:
    """To whom it was handed down (登记传达)."""
    user, record = _open(request, number)
    form = bound(request, forms.RelayForm, units=superior.not_relayed_to(record))
    return ask(
        request,
        form,
        lambda: actions.relay(record, by=user, **form.cleaned_data),
        _asking(record, "登记传达", "列出的是还没有传达到的单位，一次可以选几个。", "登记传达"),
        done=lambda rows: (f"已登记传达到{len(rows)}个单位。", record.get_absolute_url()),
    )


@form_page
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """One more file of the paper."""
    user = signed_in(request)
    record = superior.get_visible(user, number)
    return attach_page(
        request, record, user, record.get_absolute_url(), kinds=(AttachmentKind.OTHER,)
    )


def _open(request: HttpRequest, number: str) -> tuple[User, SuperiorDocument]:
    """404 when it may not be seen, 403 without the duty."""
    user = signed_in(request)
    record = superior.get_visible(user, number)
    gate(request, why_not_study(record, by=user))
    return user, record


def _asking(record: SuperiorDocument, title: str, lead: str, button: str) -> Asking:
    back = f"{record.dossier.number} {record.dossier.title}"
    return Asking(title, f"{record.cited}。{lead}", button, back, record.get_absolute_url())


def _offers(record: SuperiorDocument, user: User) -> list[Button]:
    """What this person can do now; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit):
        return []
    refusal, number = why_not_study(record, by=user), record.dossier.number
    is_studied = bool(vars(record)["studied_times"])
    offers = [
        Button(
            "study",
            "登记学习",
            address("superior_documents:study", number),
            "选是哪一次集中学习，到会的人就算学习了。",
            primary=not is_studied,
            refusal=refusal,
        ),
        Button(
            "relay",
            "登记传达",
            address("superior_documents:relay", number),
            "传达到哪些单位、哪一天、怎么传达的。",
            primary=is_studied,
            refusal=refusal,
        ),
        Button(
            "put_in_charge",
            "另定责任人",
            address("superior_documents:put_in_charge", number),
            "学习和传达由谁组织，期限就算谁的。",
            primary=False,
            refusal=refusal,
        ),
        Button(
            "attach",
            "再附一个文件",
            address("superior_documents:attach", number),
            "批示、实施意见等。",
            primary=False,
            refusal=refusal,
        ),
    ]
    if not is_studied and refusal is None:
        offers.insert(1, _plan(record))
    return offers


def _plan(record: SuperiorDocument) -> Button:
    """The way to planning the study, its topic filled in."""
    where = address("activities:plan", record.dossier.unit.code, Kind.STUDY.value)
    topic = urlencode({"title": f"学习{record}"[:80]})
    return Button(
        "plan",
        "安排集中学习",
        f"{where}?{topic}",
        "还没有学的，先安排；开完以后回到这里登记。",
        primary=False,
        refusal=None,
    )
