"""Target lists: the list of them, and the page of one with every point explained."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings, visible_dossiers
from jiedao.appraisal import conditions, grading, scoring
from jiedao.appraisal.conditions import KEEP
from jiedao.appraisal.models import Award, Bonus, TargetList
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.selectors import appraisals_seen_by, get_visible
from jiedao.appraisal.selectors import lists as selectors
from jiedao.appraisal.states import AppraisalState
from jiedao.attachments.selectors import AttachmentRow, row_of
from jiedao.deadlines.selectors import open_limits
from jiedao.dossiers.kinds import all_kinds
from jiedao.indicators import selectors as figures
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock, sheets
from jiedao.lib.addresses import address
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.buttons import Button
from jiedao.web.commands import page, show

LINES, YEARS = 60, 5


@page
def list_list(request: HttpRequest) -> HttpResponse:
    """The target lists a person may see, his own first to be found."""
    user = signed_in(request)
    asked = selectors.listing(user).read(request.GET)
    context = {
        "listed": selectors.listed(user, asked, today=clock.today()),
        "asked": asked,
        "filter": asked.filter(address("appraisal:list_list")),
        "export_url": f"{address('appraisal:export')}?{asked.query()}",
        "years": list(appraisals_seen_by(user)[:YEARS]),
        "may_open": holdings(user).anywhere(KEEP),
    }
    return show(request, "jiedao/appraisal_list.html", context)


@page
def export(request: HttpRequest) -> HttpResponse:
    """The lists as they were asked for, one line for every target, as an Excel file."""
    user, today = signed_in(request), clock.today()
    asked = selectors.listing(user).read(request.GET)
    lists = selectors.asked_for(user, asked).order_by(*asked.order)
    rows = selectors.rows_of(lists[: selectors.MOST_EXPORTED], today=today)
    book = sheets.workbook("年度考核", selectors.COLUMNS, selectors.lines_of(rows))
    return files.excel(book, f"年度考核{today:%Y%m%d}")


@page
def list_page(request: HttpRequest, number: str) -> HttpResponse:
    """One target list: what it comes to now, each target with its arithmetic and its rows."""
    user, today = signed_in(request), clock.today()
    one = get_visible(user, number)
    (sheet,) = scoring.sheets([one], today=today)
    appraisal, held = one.appraisal, holdings(user)
    edition = RULES.on(today, appraisal.street)
    context = {
        "record": one,
        "dossier": one.dossier,
        "appraisal": appraisal,
        "row": selectors.row_of(sheet),
        "sheet": sheet,
        "ladder": scoring.ladder(edition, one.kind),
        "whole": edition.weights,
        "offers": _offers(one, user),
        "may_rate": conditions.why_not_keep(appraisal, AppraisalState.ISSUED, act="评分", by=user)
        is None,
        "may_change": conditions.why_not_change(appraisal, by=user) is None,
        "may_lift": conditions.why_not_veto(one, by=user) is None,
        "opens_figures": figures.opens(user, one.unit),
        "opens_ballots": held.covers(conditions.SEE, one.unit),
        "bonuses": _bonuses(one, user),
        "may_withdraw": conditions.why_not_add_bonus(one, by=user) is None,
        "bonus_most": edition.bonus_most,
        "vetoes": one.vetoes.all(),
        "appeals": one.appeals.select_related("made_by", "answered_by"),
        "awards": _awards(one),
        "consequences": one.consequences.select_related("recorded_by"),
        "limits": open_limits(one.dossier, today=today),
        "entries": timeline(one.dossier, limit=LINES),
    }
    return show(request, "jiedao/appraisal_target_list.html", context)


def _offers(one: TargetList, user: User) -> list[Button]:
    """What this person can do about a list now; what is not his, or not of this stage, is not shown."""
    state = one.appraisal.state
    found: list[tuple[str, str, str, Refusal | None]] = []
    if holdings(user).covers(KEEP, one.appraisal.dossier.unit):
        if state == AppraisalState.DRAFT:
            refusal = conditions.why_not_change(one.appraisal, by=user)
            found.append(("add_target", "添加目标", "各项分值合计100分以后下达。", refusal))
        elif state != AppraisalState.FINAL:
            if state == AppraisalState.ISSUED:
                refusal = conditions.why_not_add_bonus(one, by=user)
                found.append(
                    ("add_bonus", "登记加分", "写明事项、理由和证明案卷，合计有上限。", refusal)
                )
            found += _places(one, user)
            if state == AppraisalState.ANNOUNCED and one.appeals.filter(answered_at=None).exists():
                refusal = conditions.why_not_answer(one, by=user)
                found.append(("answer", "答复申诉", "写明核查的情况和结论。", refusal))
            refusal = conditions.why_not_veto(one, by=user)
            found.append(
                (
                    "veto",
                    "登记一票否决",
                    "有规定情形的，写明事实；定等次时不能高于第三等。",
                    refusal,
                )
            )
        else:
            refusal = conditions.why_not_award(one, by=user)
            found.append(("award", "登记评先创优", "上传表彰文件；一票否决的不能评先。", refusal))
            refusal = conditions.why_not_use(one, by=user)
            found.append(("use", "登记结果运用", "考核结果用在了什么地方、哪一天。", refusal))
    if state == AppraisalState.ANNOUNCED and conditions.is_of(one, user):
        refusal = conditions.why_not_appeal(one, by=user)
        found.append(("appeal", "申诉", "对得分有异议的，写明理由，考核组限期答复。", refusal))
    return [
        Button(
            name,
            label,
            address(f"appraisal:{name}", one.dossier.number),
            hint,
            name in ("add_target", "answer", "appeal", "award"),
            refusal,
        )
        for name, label, hint, refusal in found
    ]


def _places(one: TargetList, user: User) -> list[tuple[str, str, str, Refusal | None]]:
    """Between the announcement and the grades: who is not graded first, because the share is used up."""
    if one.appraisal.state != AppraisalState.ANNOUNCED:
        return []
    if one.second_because:
        refusal = grading.why_not_restore(one, by=user)
        hint = "比例够了，或者换别的一份不评的，写明原因恢复。"
        return [("restore_first", f"恢复评“{one.first_word}”", hint, refusal)]
    if not grading.comes_first(one, RULES.on(clock.today(), one.appraisal.street)):
        return []
    refusal = grading.why_not_hold_back(one, by=user)
    hint = "够第一等的超出比例的，写明为什么是这一份不评。"
    return [("hold_back", f"不评“{one.first_word}”", hint, refusal)]


def _bonuses(one: TargetList, user: User) -> list[tuple[Bonus, str]]:
    """The bonuses, each with the address of its dossier as far as this person may open it."""
    rows = list(one.bonuses.select_related("evidence", "given_by"))
    opens = set(
        visible_dossiers(user)
        .filter(pk__in=[bonus.evidence_id for bonus in rows])
        .values_list("pk", flat=True)
    )
    return [
        (
            bonus,
            address(all_kinds()[bonus.evidence.kind].page, bonus.evidence.number)
            if bonus.evidence_id in opens
            else "",
        )
        for bonus in rows
    ]


def _awards(one: TargetList) -> list[tuple[Award, AttachmentRow]]:
    """The honours with the file that says so."""
    rows = one.awards.select_related("document")
    return [(award, row_of(award.document)) for award in rows]
