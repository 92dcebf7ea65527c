"""The monthly review: its words, mentions and tasks; publishing it; the page of a task; urging."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiedao.access.selectors import visible_dossiers
from jiedao.deadlines.selectors import open_limits
from jiedao.dossiers.kinds import all_kinds
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.reporting import actions, forms
from jiedao.reporting.models import Assignment, Mention, Paper
from jiedao.reporting.selectors import draft, ways
from jiedao.reporting.selectors import papers as selectors
from jiedao.reporting.views import frame
from jiedao.web.asking import Asking, arrived, ask, bound
from jiedao.web.commands import command, form_page, page, show

COUNTED = "jiedao/_report_counted.html"
LINES = 30


@form_page
def compose(request: HttpRequest, number: str) -> HttpResponse:
    """Write the words of the review (撰写讲评)."""
    user, paper = frame.opened(request, number, "compose")
    known = {name: getattr(paper, name) for name in ("done", "problems", "plans")}
    form = bound(request, forms.ComposeForm, initial=known | {"seen": paper.dossier.ledger_seq})

    def act() -> Paper:
        given = dict(form.cleaned_data)
        seen = given.pop("seen")
        return actions.compose(paper, by=user, words=given, seen=seen)

    asking = _asking(
        user, paper, "撰写讲评", "各单位的情况、数字和逾期的都已经列好，这里写总的看法。", "保存"
    )
    return ask(request, form, act, asking, done=lambda _: arrived(paper, "已保存，还没有印发。"))


@form_page
def mention(request: HttpRequest, number: str) -> HttpResponse:
    """Praise or criticise a unit (表扬、批评)."""
    user, paper = frame.opened(request, number, "mention")
    form = bound(request, forms.MentionForm, units=selectors.units_of(paper))
    return ask(
        request,
        form,
        lambda: actions.mention(paper, by=user, **form.cleaned_data),
        _asking(
            user, paper, "表扬或者批评", "写一句话；按期、逾期的记录自动附在后面。", "加进讲评"
        ),
        done=lambda _: arrived(paper, "已加进讲评。"),
    )


@form_page
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Put a task into the review (交办任务)."""
    user, paper = frame.opened(request, number, "assign")
    units = selectors.units_of(paper)
    form = bound(request, forms.AssignForm, units=units, people=selectors.people_of(paper))
    return ask(
        request,
        form,
        lambda: actions.assign(paper, by=user, **form.cleaned_data),
        _asking(
            user,
            paper,
            "交办任务",
            "定单位、定人员、定期限。印发讲评时生效，下一次每周汇报起要答复。",
            "加进讲评",
        ),
        done=lambda _: arrived(paper, "已加进讲评，印发时生效。"),
    )


@command
def strike(request: HttpRequest, number: str) -> HttpResponse:
    """Take a mention or a task out before the review is published (划去)."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    kind, _, key = request.POST.get("what", "").partition("-")
    table: dict[str, type[Mention] | type[Assignment]] = {"mention": Mention, "task": Assignment}
    if kind not in table or not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    what = table[kind].objects.filter(paper=paper, pk=key).select_related("unit").first()
    if what is None:
        raise Http404
    actions.strike(paper, by=user, what=what)
    messages.success(request, "已划去。")
    return redirect(paper.get_absolute_url())


@command
def publish_review(request: HttpRequest, number: str) -> HttpResponse:
    """Publish the review (印发讲评)."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    actions.publish_review(paper, by=user)
    messages.success(request, "已印发，全街道的工作人员都能看到，交办的任务开始计算期限。")
    return redirect(paper.get_absolute_url())


@page
def task_page(request: HttpRequest, number: str) -> HttpResponse:
    """One task: what, whose, by when, what the weekly papers said of it."""
    task = selectors.get_task(signed_in(request), number)
    context = {
        "task": task,
        "dossier": task.dossier,
        "deadlines": open_limits(task.dossier, today=clock.today()),
        "answers": list(task.answers.select_related("paper__dossier").order_by("pk")),
        "entries": timeline(task.dossier, limit=LINES),
    }
    return show(request, "jiedao/report_task.html", context)


@command
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """Urge what is late (督办); back to where the button stood."""
    user = signed_in(request)
    dossier = visible_dossiers(user).filter(number=number).first()
    if dossier is None:
        raise Http404
    told = actions.urge(dossier, by=user)
    messages.success(
        request,
        f"已督办，通知了{told}人。" if told else "已督办，记入台账；现在没有人任职，请先任命。",
    )
    back = request.POST.get("back", "")
    here = back if back.startswith("/office/") and "//" not in back else ""
    return redirect(here or address(all_kinds()[dossier.kind].page, dossier.number))


def _asking(user: User, paper: Paper, title: str, lead: str, button: str) -> Asking:
    content = ways.for_reader(draft.content_of(paper, today=clock.today()), paper, user)
    return Asking(
        f"{title}：{paper}",
        lead,
        button,
        str(paper),
        paper.get_absolute_url(),
        note=COUNTED,
        also={"content": content},
    )
