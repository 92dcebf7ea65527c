"""The year of the appraisal: its page, the forms that begin it and add to it, and its steps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.appraisal import actions, conditions, forms, grading
from jiedao.appraisal.conditions import KEEP
from jiedao.appraisal.models import Appraisal, Pack
from jiedao.appraisal.procedures import APPRAISAL
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.scoring import ladder
from jiedao.appraisal.selectors import get_appraisal, reviews, visible_to, years
from jiedao.appraisal.selectors import lists as selectors
from jiedao.appraisal.states import AppraisalState as S
from jiedao.appraisal.states import Assessed
from jiedao.deadlines.selectors import open_limits
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day, short_day
from jiedao.lib.refusals import FORBIDDEN, Refused, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import duties
from jiedao.web.asking import Asking, arrived, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import View, form_page, page, show
from jiedao.web.forms import OfficeForm

LINES = 60
BEHIND = {S.DRAFT: 0, S.ISSUED: 1, S.SCORED: 2, S.ANNOUNCED: 3, S.FINAL: 4}
DRAWN_UP_WITH = (
    ("set_shares", "定第一等比例", "单位“好”、个人“优秀”各不超过百分之几。"),
    ("add_veto_matter", "列入一票否决情形", "这一年哪些情形一票否决；开始时照上一年的。"),
)
WORDS = {"done": "已完成", "now": "正在办理", "next": "下一步", "later": "未开始"}


@dataclass(frozen=True)
class Milestone:
    """A step of the line as components/_steps.html draws it."""

    name: str
    word: str
    dates: str
    basis: str
    kind: str
    note: str


def milestones_of(appraisal: Appraisal) -> list[Milestone]:
    """The milestones of the year: done, now, next, later."""
    days = (
        appraisal.issued_on,
        appraisal.scored_on,
        appraisal.announced_on,
        appraisal.dossier.closed_on,
    )
    behind = BEHIND[S(appraisal.state)]
    drawn = []
    for place, (step, day) in enumerate(zip(APPRAISAL.milestones, days, strict=True)):
        kind = "done" if place < behind else ("now" if place == behind else "later")
        kind = "next" if place == behind + 1 else kind
        drawn.append(Milestone(step.name, WORDS[kind], _on(day), "", kind, ""))
    return drawn


def _on(day: date | None) -> str:
    """A day of a milestone: the steps of one appraisal reach into the next year."""
    if day is None:
        return ""
    return short_day(day) if day.year == clock.today().year else long_day(day)


@page
def appraisal_page(request: HttpRequest, number: str) -> HttpResponse:
    """The year: where it stands, what can be done, everyone's points as far as one may see them."""
    user, today = signed_in(request), clock.today()
    appraisal = get_appraisal(user, number)
    edition = RULES.on(today, appraisal.street)
    lists = visible_to(user).filter(appraisal=appraisal).order_by("kind", "unit__path", "pk")
    context = {
        "record": appraisal,
        "dossier": appraisal.dossier,
        "word": S(appraisal.state).label,
        "chip": selectors.CHIPS[S(appraisal.state)],
        "steps": milestones_of(appraisal),
        "offers": _offers(appraisal, user),
        "limits": open_limits(appraisal.dossier, today=today),
        "reviews": reviews.visible_to(user).filter(appraisal=appraisal).order_by("unit__path"),
        "rows": selectors.rows_of(lists, today=today),
        "of_units": ladder(edition, Assessed.COMMUNITY),
        "of_persons": ladder(edition, Assessed.PERSON),
        "vetoes": list(appraisal.veto_matters.all()),
        "may_change": conditions.why_not_change(appraisal, by=user) is None,
        "quotas": grading.quotas(appraisal, appraisal.lists.prefetch_related("vetoes"), edition),
        "bonus_most": edition.bonus_most,
        "pack": Pack.objects.filter(pk=appraisal.pk).first(),
        "export_url": f"{address('appraisal:export')}?year={appraisal.year}",
        "may_pack": conditions.may_pack(appraisal, user),
        "printable": in_groups(printables(appraisal.dossier, appraisal)),
        "entries": timeline(appraisal.dossier, limit=LINES),
    }
    return show(request, "jiedao/appraisal_page.html", context)


def _offers(appraisal: Appraisal, user: User) -> list[Button]:
    """What this person can do about the year now, and why not."""
    number = appraisal.dossier.number
    buttons = [
        Button(
            offer.step.code,
            offer.step.name,
            address(f"appraisal:{offer.step.code}", number),
            offer.step.hint,
            offer.refusal is None and not offer.step.aside,
            offer.refusal,
        )
        for offer in APPRAISAL.offers(appraisal, by=user)
    ]
    if conditions.why_not_change(appraisal, by=user) is None:
        is_first = not any(button.primary for button in buttons)
        hint = "考核哪些科室、社区和个人，逐个添加。"
        url = address("appraisal:add_list", number)
        buttons.insert(
            0, Button("add_list", "添加责任书", url, hint, primary=is_first, refusal=None)
        )
    if conditions.why_not_change(appraisal, by=user) is None:
        for code, label, hint in DRAWN_UP_WITH:
            url = address(f"appraisal:{code}", number)
            buttons.append(Button(code, label, url, hint, primary=False, refusal=None))
    if appraisal.state == S.FINAL and conditions.why_not_keep_pack(appraisal, by=user) is None:
        hint = "这一年定等次时还没有固定材料包；固定以后，下载的都是同一份。"
        url = address("appraisal:keep_pack", number)
        buttons.append(
            Button("keep_pack", "固定年终材料包", url, hint, primary=False, refusal=None)
        )
    if appraisal.state != S.FINAL and holdings(user).covers(KEEP, appraisal.street):
        hint = "社区书记述职、评议、点评，结果列入年度考核。"
        url = address("appraisal:open_review", number)
        buttons.append(
            Button("open_review", "开始联述联评联考", url, hint, primary=False, refusal=None)
        )
    return sorted(buttons, key=lambda one: not one.primary)


@form_page
def open_appraisal(request: HttpRequest) -> HttpResponse:
    """Begin the appraisal of a year (开始年度考核)."""
    user = signed_in(request)
    duties.demand(user, KEEP, act="开始年度考核")
    streets = years.streets_of(user)
    if not streets.exists():
        raise refuse(
            "appraisal.no_street",
            "年度考核由街道办理，您任职的单位不是街道，不能开始。",
            status=FORBIDDEN,
        )
    known = {"year": clock.today().year}
    form = bound(request, forms.OpenForm, initial=known, streets=streets)

    def act() -> Appraisal:
        return actions.open_appraisal(
            form.cleaned_data["street"], by=user, year=form.cleaned_data["year"]
        )

    asking = Asking(
        "开始年度考核",
        "先建年度，再添加每个科室、社区和个人的目标责任书，拟好以后一起下达。",
        "开始",
        "考核",
        address("appraisal:list_list"),
    )
    return ask(
        request, form, act, asking, done=lambda made: arrived(made, "已开始，请添加责任书。")
    )


@form_page
def add_list(request: HttpRequest, number: str) -> HttpResponse:
    """Add whom to assess (添加责任书)."""
    user = signed_in(request)
    appraisal = get_appraisal(user, number)
    gate(request, conditions.why_not_change(appraisal, by=user))
    form = bound(
        request,
        forms.ListForm,
        units=years.units_to_assess(appraisal),
        people=years.people_to_assess(appraisal),
        lists=selectors.patterns_of(appraisal, user),
    )
    asking = Asking(
        "添加责任书",
        f"{appraisal}考核谁。下达以前，被考核的单位和个人看不到。",
        "添加",
        str(appraisal),
        appraisal.get_absolute_url(),
    )
    return ask(
        request,
        form,
        lambda: actions.add_list(appraisal, by=user, **form.cleaned_data),
        asking,
        done=lambda one: (f"已添加《{one}》。", one.get_absolute_url()),
    )


def _step(code: str, form: type[OfficeForm], act: Any, done: str) -> View:
    """The page of a step of the year."""

    @form_page
    def view(request: HttpRequest, number: str) -> HttpResponse:
        user = signed_in(request)
        appraisal = get_appraisal(user, number)
        try:
            gate(request, APPRAISAL.why_not(appraisal, code, by=user))
        except Refused as refused:
            raise Refused(APPRAISAL.with_who_was_first(appraisal, refused.refusal)) from None
        row, filled = APPRAISAL.named(code), bound(request, form)
        return ask(
            request,
            filled,
            lambda: act(appraisal, by=user, **filled.cleaned_data),
            Asking(row.name, row.hint, row.name, str(appraisal), appraisal.get_absolute_url()),
            done=lambda changed: arrived(changed, done),
        )

    view.__doc__ = f"{APPRAISAL.named(code).name}."
    return view


@form_page
def keep_pack(request: HttpRequest, number: str) -> HttpResponse:
    """Freeze the pack of a year graded before packs were kept (固定年终材料包)."""
    user = signed_in(request)
    appraisal = get_appraisal(user, number)
    gate(request, conditions.why_not_keep_pack(appraisal, by=user))
    return ask(
        request,
        bound(request, forms.NoWordsForm),
        lambda: actions.keep_pack(appraisal, by=user),
        Asking(
            "固定年终材料包",
            "固定以后，每次下载的都是同一份，一个字节也不变；以后登记的评先和结果运用另外导出。",
            "固定",
            str(appraisal),
            appraisal.get_absolute_url(),
        ),
        done=lambda _: ("年终材料包已固定。", appraisal.get_absolute_url()),
    )


issue = _step("issue", forms.NoWordsForm, actions.issue, "已下达，并通知到每个单位和个人。")
recall = _step("recall", forms.ReasonForm, actions.recall, "已收回，改好以后再下达。")
score = _step("score", forms.NoWordsForm, actions.score, "已计分，各项得分已固定。")
announce = _step("announce", forms.NoWordsForm, actions.announce, "已公布，申诉期开始。")
finish = _step("finish", forms.NoWordsForm, actions.finish, "已定等次，年终材料包已固定。")
