"""一征 on the office's side: asking, entering what was said, answering each, summing up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from decisions import access, actions, forms, procedures, selectors
from decisions.models import Matter, Opinion
from decisions.states import ChannelKind, Uptake
from decisions.views.visit import open_step, user_of
from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import holdings
from jiedao.lib import clock, sheets
from jiedao.lib.sheets import Cell
from jiedao.web import files
from jiedao.web.commands import form_page, page, show

PAGE, MOST_EXPORTED = 50, 5000
OPINION_COLUMNS = ("序号", "日期", "方式", "称呼", "意见", "采纳情况", "理由")


@form_page
def consult(request: HttpRequest, number: str) -> HttpResponse:
    """Ask the residents (征求意见)."""
    visit = open_step(request, number, "consult")
    today = clock.today()
    edition = selectors.facts(visit.matter).edition(today)
    least = edition.consultation
    form = visit.bind(forms.ConsultForm, initial={"until": today + timedelta(days=least.n)})
    if visit.takes(form, lambda: actions.consult(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已经开始征求意见，公开栏上可以看到了。请再登记一种征求方式。")
    return visit.ask(
        form,
        submit="开始征求意见",
        lead=f"征求意见不少于{least}（{edition.source('consultation')}），开始的次日起算。",
        note="提交后，事项名称、一句话说明、方案和预算在公开栏上公开，居民可以直接提意见；方案从此不能再改。",
    )


@form_page
def add_channel(request: HttpRequest, number: str) -> HttpResponse:
    """Enter one more way in which residents are asked (登记征求方式)."""
    visit = open_step(request, number, "add_channel")
    used = [channel.kind for channel in selectors.facts(visit.matter).channels]
    form = visit.bind(forms.AddChannelForm, used=used)
    if visit.takes(
        form, lambda: actions.add_channel(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("征求方式已登记。")
    return visit.ask(form, submit="登记")


@form_page
def add_opinions(request: HttpRequest, number: str) -> HttpResponse:
    """Enter what residents said, one a line (登记居民意见)."""
    visit = open_step(request, number, "add_opinions")
    form = visit.bind(forms.AddOpinionsForm)
    if visit.takes(
        form, lambda: actions.add_opinions(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done(f"已登记{len(form.cleaned_data['lines'])}条意见。")
    return visit.ask(
        form, submit="登记这些意见", note="称呼和原话只在内部看到；汇总以后公开的是采纳情况和理由。"
    )


@page
def opinion_list(request: HttpRequest, number: str) -> HttpResponse:
    """What residents said of a matter, and what became of each."""
    user = user_of(request)
    matter = access.get_visible(user, number)
    asked = {name: str(request.GET.get(name, "")) for name in ("channel", "uptake")}
    after = str(request.GET.get("after", ""))
    start = int(after) if after.isdecimal() and len(after) < 10 else 0
    found = selectors.opinions_of(
        matter, channel=asked["channel"], uptake=asked["uptake"], after=start, whole=True
    )
    rows = found[:PAGE]
    query = "".join(f"&{name}={value}" for name, value in _known(asked).items())
    url = reverse("decisions:opinion_list", args=[number])
    context = {
        "matter": matter,
        "dossier": matter.dossier,
        "rows": rows,
        "count": selectors.facts(matter).opinions,
        "channels": selectors.facts(matter).channels,
        "filter": _filter(url, asked),
        "may_answer": procedures.of(matter).why_not(matter, "answer_opinion", by=user) is None,
        "may_add": procedures.of(matter).why_not(matter, "add_opinions", by=user) is None,
        "may_disclose": holdings(user).covers(OfficeDuty.DISCLOSE, matter.dossier.unit),
        "pager": {
            "words": "按序号排列。",
            "newer_url": f"{url}?{query[1:]}" if start else "",
            "older_url": f"{url}?after={rows[-1].number}{query}" if len(found) > PAGE else "",
        },
        "export_url": f"{reverse('decisions:opinions_export', args=[number])}?{query[1:]}",
    }
    return show(request, "decisions/opinion_list.html", context, part="table")


@page
def opinions_export(request: HttpRequest, number: str) -> HttpResponse:
    """The filtered opinions as an Excel file (意见汇总表)."""
    matter = access.get_visible(user_of(request), number)
    asked = {name: str(request.GET.get(name, "")) for name in ("channel", "uptake")}
    rows = selectors.opinions_of(
        matter, channel=asked["channel"], uptake=asked["uptake"], most=MOST_EXPORTED
    )
    book = sheets.workbook("居民意见", OPINION_COLUMNS, map(_cells, rows))
    return files.excel(book, f"{matter.dossier.number}居民意见")


@form_page
def answer_opinion(request: HttpRequest, number: str, opinion: int) -> HttpResponse:
    """Say whether an opinion is taken up, and why (办理居民意见)."""
    visit = open_step(request, number, "answer_opinion")
    said = get_object_or_404(visit.matter.opinions, number=opinion)
    form = visit.bind(
        forms.AnswerOpinionForm,
        initial={"uptake": said.uptake, "reason": said.reason, "gist": said.gist},
    )
    if visit.takes(
        form,
        lambda: actions.answer_opinion(
            visit.matter, by=visit.user, opinion=said, **form.cleaned_data
        ),
    ):
        return _after_answer(visit.matter, said, visit.done)
    return visit.ask(
        form,
        submit="登记采纳情况",
        note="汇总以后，意见要点、采纳情况和理由在公开栏公开，不带称呼和原话。",
        template="decisions/opinion_answer.html",
        opinion=said,
    )


@form_page
def sum_up(request: HttpRequest, number: str) -> HttpResponse:
    """Sum up what the residents said (汇总意见)."""
    visit = open_step(request, number, "sum_up")
    count = selectors.facts(visit.matter).opinions
    known = (
        f"共收到意见{count.total}条，采纳{count.adopted}条，部分采纳{count.partly}条，"
        f"不采纳{count.not_adopted}条。\n主要意见和处理情况：\n"
    )
    form = visit.bind(forms.SumUpForm, initial={"summary": known})
    if visit.takes(form, lambda: actions.sum_up(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("意见已汇总，居民可以看到采纳情况了。下一步召集党组织会议。")
    return visit.ask(
        form,
        submit="完成汇总",
        note="提交后不再接收意见；汇总、各条的采纳情况和理由在公开栏公开，不带称呼。",
    )


def _after_answer(matter: Matter, said: Opinion, done: Callable[..., HttpResponse]) -> HttpResponse:
    """On to the next opinion that still waits, so that nobody has to go back and look for it."""
    number = matter.dossier.number
    waiting = selectors.opinions_of(matter, uptake="none", after=said.number, most=1)
    waiting = waiting or selectors.opinions_of(matter, uptake="none", most=1)
    words = f"第{said.number}号意见已办理。"
    if waiting:
        following = reverse("decisions:answer_opinion", args=[number, waiting[0].number])
        return done(f"{words}下一条还没有办理的在下面。", to=following)
    return done(f"{words}全部意见都已办理。")


def _known(asked: dict[str, str]) -> dict[str, str]:
    """What of the question makes sense."""
    known = {"channel": ChannelKind.values, "uptake": ["none", *Uptake.values]}
    return {name: value for name, value in asked.items() if value in known[name]}


def _filter(url: str, asked: dict[str, str]) -> dict[str, Any]:
    selects = [
        ("channel", "怎么收到的", [("", "全部"), *ChannelKind.choices]),
        ("uptake", "采纳情况", [("", "全部"), ("none", "还没有办理"), *Uptake.choices]),
    ]
    return {
        "action": url,
        "clear_url": url if _known(asked) else "",
        "selects": [
            {
                "name": name,
                "label": label,
                "options": [
                    {"value": value, "label": words, "selected": value == asked[name]}
                    for value, words in options
                ],
            }
            for name, label, options in selects
        ],
    }


def _cells(opinion: Opinion) -> list[Cell]:
    return [
        opinion.number,
        opinion.said_on,
        str(opinion.get_channel_display()),
        opinion.speaker,
        opinion.text,
        str(opinion.get_uptake_display()) if opinion.uptake else "",
        opinion.reason,
    ]
