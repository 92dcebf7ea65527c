"""Papers of the regime: the list, one paper, writing it, handing it in, receiving it, its filings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiedao.access.selectors import holdings, viewer_of
from jiedao.documents import selectors as documents
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.people.signed_in import signed_in
from jiedao.reporting import actions, forms
from jiedao.reporting.models import Paper
from jiedao.reporting.procedures import why_not_release
from jiedao.reporting.selectors import draft, owed, periods, ways
from jiedao.reporting.selectors import papers as selectors
from jiedao.reporting.views import frame
from jiedao.web import duties, files
from jiedao.web.asking import Asking, arrived, ask, bound, gate
from jiedao.web.commands import command, form_page, page, show
from jiedao.web.duties import OfficeDuty

LINES = 30


@page
def paper_list(request: HttpRequest) -> HttpResponse:
    """What waits for a person, how the running periods stand, and all papers he may see."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    viewer = viewer_of(user)
    context = {
        "waiting": selectors.waiting_for(user, viewer=viewer, today=today),
        "running": periods.running(viewer, today=today),
        "listed": selectors.listed(user, asked, viewer=viewer, today=today),
        "asked": asked,
        "filter": asked.filter(address("reporting:paper_list")),
        "export_url": f"{address('reporting:export')}?{asked.query()}",
        "may_set": holdings(user).anywhere(OfficeDuty.SET_RULES),
        # The work report is read by who may open the rows behind its numbers.
        "may_sum_up": holdings(user).anywhere(OfficeDuty.SEE_FIGURES),
        "today": today,
    }
    return show(request, "jiedao/report_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as an Excel file."""
    user, asked, today = signed_in(request), selectors.LISTING.read(request.GET), clock.today()
    rows = selectors.asked_for(user, asked, today=today).order_by(*asked.order)
    book = sheets.workbook("汇报", selectors.COLUMNS, selectors.lines_of(rows, today=today))
    return files.excel(book, f"汇报{today:%Y%m%d}")


@page
def period_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: who has handed in, who has not, since when it was due."""
    user, today = signed_in(request), clock.today()
    period = periods.get_visible(user, pk)
    rows = selectors.visible_to(user).filter(period=period).order_by("unit__path", "pk")
    found = [selectors.row_of(paper, today) for paper in rows[: periods.MOST]]
    context = {
        "period": period,
        "rows": found,
        "counts": periods.count(found),
        "neighbours": periods.neighbours(period),
    }
    return show(request, "jiedao/report_period.html", context)


@page
def paper_page(request: HttpRequest, number: str) -> HttpResponse:
    """One paper: what it says, how it stands, what this person can do with it."""
    user, today = signed_in(request), clock.today()
    paper = selectors.get_visible(user, number)
    # While it is written its draft is shown, whatever was handed in before.
    rows = paper.filings.select_related("filed_by").order_by("round")
    filings = [] if paper.is_open else list(rows)
    filing = filings[-1] if filings else None
    content = filing.content if filing else draft.content_of(paper, today=today)
    context = {
        "paper": paper,
        "dossier": paper.dossier,
        "row": selectors.row_of(paper, today),
        "filing": filing,
        "filings": filings,
        "content": ways.for_reader(content, paper, user),
        "offers": frame.buttons(paper, user),
        "may_strike": paper.is_open and holdings(user).covers(OfficeDuty.LEAD_REPORTS, paper.unit),
        "entries": timeline(paper.dossier, limit=LINES),
        "printable": documents.in_groups(documents.printables(paper.dossier, paper)),
        "is_live": filing is None,
        # To whom a paper only goes by name, the papers of the others are none of his business.
        "sees_period": holdings(user).anywhere(OfficeDuty.SEE_REPORTS),
    }
    return show(request, "jiedao/report_page.html", context)


@page
def filing_page(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A paper as it was handed in one time: text and figures as they were then."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    filing = paper.filings.filter(round=place).select_related("filed_by").first()
    if filing is None:
        raise Http404
    context = {
        "paper": paper,
        "dossier": paper.dossier,
        "filing": filing,
        "content": ways.for_reader(filing.content, paper, user),
        "figures": list(filing.figures.all()),
    }
    return show(request, "jiedao/report_filing.html", context)


@form_page
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Add words and answers to a paper (撰写)."""
    user, paper = frame.opened(request, number, "write")
    known = {name: getattr(paper, name) for name in draft.WORDS}
    form = bound(
        request,
        forms.WriteForm,
        initial=known | {"seen": paper.dossier.ledger_seq},
        owed=owed.things(paper),
        kind=paper.kind,
    )

    def act() -> Paper:
        given = form.cleaned_data
        words = {name: given[name] for name in draft.WORDS if name in given}
        return actions.write(paper, by=user, words=words, answers=form.answers, seen=given["seen"])

    content = draft.content_of(paper, today=clock.today())
    asking = _asking(
        paper,
        "撰写",
        "数字、办理情况、逾期和接下来到期的都已经列好，您只写数字以外的话。可以分几次写，写好再报送。",
        "保存",
        also={"content": ways.for_reader(content, paper, user)},
    )
    return ask(request, form, act, asking, done=lambda _: arrived(paper, "已保存，还没有报送。"))


@form_page
def override_figure(request: HttpRequest, number: str) -> HttpResponse:
    """Put a figure right by hand, with the reason (人工修正)."""
    user, paper = frame.opened(request, number, "override_figure")
    figures = draft.figures_of(paper)
    form = bound(request, forms.OverrideForm, figures=figures)
    return ask(
        request,
        form,
        lambda: actions.override_figure(paper, by=user, **form.cleaned_data),
        _asking(
            paper,
            "修正数字",
            "数字由记录数出来。记录还没有登记的，最好先补登记；来不及的，在这里修正并写明原因，"
            "原来的数字一起报送。"
            + ("" if figures else "这份汇报里现在没有数字，记录登记以后才有。"),
            "保存修正",
        ),
        done=lambda _: arrived(paper, "已修正，原来的数字和原因一起保留。"),
    )


@command
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Hand a paper in (报送)."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    actions.submit(paper, by=user)
    messages.success(request, "已报送。内容和数字已经固定，接收人会收到通知。")
    return redirect(paper.get_absolute_url())


@command
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Receive a paper (接收)."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    actions.accept(paper, by=user)
    messages.success(request, "已接收。")
    return redirect(paper.get_absolute_url())


@form_page
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Send a paper back with the reason (退回)."""
    user, paper = frame.opened(request, number, "send_back")
    form = bound(request, forms.ReasonForm)
    return ask(
        request,
        form,
        lambda: actions.send_back(paper, by=user, **form.cleaned_data),
        _asking(
            paper, "退回", "写人修改后重新报送。截止时间不变，已经过了的，马上算逾期。", "退回"
        ),
        done=lambda _: arrived(paper, "已退回，撰写的人会收到通知。"),
    )


@form_page
def release(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for a paper no more (不再报送)."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    duties.demand(user, OfficeDuty.RECEIVE_REPORTS, paper.unit, act="登记不再报送")
    gate(request, why_not_release(paper))
    form = bound(request, forms.ReleaseForm)
    return ask(
        request,
        form,
        lambda: actions.release(paper, by=user, **form.cleaned_data),
        _asking(paper, "不再报送", "这一期不再要这份汇报。登记以后不能恢复。", "登记不再报送"),
        done=lambda _: arrived(paper, "已登记，不再提醒。"),
    )


def _asking(
    paper: Paper, title: str, lead: str, button: str, *, also: dict[str, object] | None = None
) -> Asking:
    return Asking(
        f"{title}：{paper}",
        lead,
        button,
        str(paper),
        paper.get_absolute_url(),
        note="jiedao/_report_counted.html" if also else "",
        also=also,
    )
