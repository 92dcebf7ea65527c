"""The gates of the yearly appraisal, each in one place; the steps of the year ask the first ones."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from jiedao.access.recusals import recusal_from, standing_aside
from jiedao.access.selectors import holdings, valid_posts
from jiedao.appraisal import scoring
from jiedao.appraisal.deadlines import WINDOW
from jiedao.appraisal.models import Appeal, Appraisal, Bonus, Pack, Target, TargetList, Veto
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState, Assessed, Deduction, Grade
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.procedures.rows import Reason
from jiedao.rulebooks.editions import Edition
from jiedao.web.duties import OfficeDuty

SEE, KEEP = OfficeDuty.SEE_APPRAISAL, OfficeDuty.KEEP_APPRAISAL
OF_LEVEL: dict[str, str] = {
    UnitLevel.DEPARTMENT: Assessed.DEPARTMENT,
    UnitLevel.COMMUNITY: Assessed.COMMUNITY,
    UnitLevel.VILLAGE: Assessed.COMMUNITY,
}
NAMED = 5
SECRETARY = "branch_secretary"


def has_lists(appraisal: Appraisal, on: date) -> Reason | None:
    """至少有一份责任书，每份都有目标"""
    lists = TargetList.objects.filter(appraisal=appraisal)
    if not lists.exists():
        return Reason("还没有责任书，没有可以下达的。", hint="请先添加被考核的单位和个人。")
    empty = lists.filter(targets=None).first()
    return Reason(f"《{empty}》还没有目标，请先添加。") if empty else None


def weights_are_whole(appraisal: Appraisal, on: date) -> Reason | None:
    """每份责任书的分值合计一百分"""
    lists = TargetList.objects.filter(appraisal=appraisal).order_by("pk")
    sums = lists.annotate(weight=Sum("targets__weight")).values_list("dossier__title", "weight")
    whole = RULES.on(on, appraisal.street).weights
    wrong = [f"《{title}》{weight}分" for title, weight in sums if weight != whole]
    if not wrong:
        return None
    more = f"等{len(wrong)}份" if len(wrong) > NAMED else ""
    return Reason(f"每份责任书的分值合计要是{whole}分：{'、'.join(wrong[:NAMED])}{more}。")


def year_is_over(appraisal: Appraisal, on: date) -> Reason | None:
    """考核年度已经结束"""
    if on > appraisal.last_day:
        return None
    return Reason(
        f"{long_day(appraisal.last_day)}以后才能计分，现在的得分还会随记录变化。",
        hint="年终固定的是全年的数字。",
    )


def group_has_rated(appraisal: Appraisal, on: date) -> Reason | None:
    """考核组评分的目标都已经评分"""
    targets = Target.objects.filter(
        list__appraisal=appraisal, rule=Deduction.MANUAL, score__isnull=True
    )
    missing = list(targets.select_related("list__dossier")[: NAMED + 1])
    if not missing:
        return None
    names = "、".join(f"《{one.list}》“{one}”" for one in missing[:NAMED])
    return Reason(
        f"还有考核组没有评分的目标：{names}{'等' if len(missing) > NAMED else ''}。",
        hint="请打开责任书逐项评分，写明理由。",
    )


def reviews_are_counted(appraisal: Appraisal, on: date) -> Reason | None:
    """列入责任书的联述评议都已经计分"""
    by_review = TargetList.objects.filter(
        appraisal=appraisal, targets__rule=Deduction.REVIEW
    ).select_related("dossier")
    counted = list(appraisal.reviews.exclude(points=None))
    missing = [
        one for one in by_review if not any(scoring.is_about(review, one) for review in counted)
    ]
    if not missing:
        return None
    names = "、".join(f"《{one}》" for one in missing[:NAMED])
    return Reason(
        f"还没有评议计分的：{names}{'等' if len(missing) > NAMED else ''}。",
        hint="联述评议得分列入了这些责任书，请先完成述职、评议和评议计分。",
    )


def window_of(appraisal: Appraisal) -> Deadline | None:
    """The days within which may be appealed, once the scores are announced."""
    windows = Deadline.objects.filter(dossier=appraisal.dossier_id, code=WINDOW.code)
    return windows.order_by("-pk").first()


def window_is_over(appraisal: Appraisal, on: date) -> Reason | None:
    """申诉期已满"""
    window = window_of(appraisal)
    if window is None or on > window.due_on:
        return None
    return Reason(
        f"申诉期到{long_day(window.due_on)}，期满以后才能定等次。",
        arithmetic=window.explanation,
    )


def appeals_are_answered(appraisal: Appraisal, on: date) -> Reason | None:
    """申诉都已经答复"""
    open_ones = Appeal.objects.filter(list__appraisal=appraisal, answered_at=None)
    waiting = list(open_ones.select_related("list__dossier")[: NAMED + 1])
    if not waiting:
        return None
    names = "、".join(f"《{one.list}》" for one in waiting[:NAMED])
    return Reason(f"还有没有答复的申诉：{names}。", hint="请先答复，再定等次。")


def without_duty(unit: Unit, act: str) -> Refusal:
    return Refusal(
        "appraisal.no_duty",
        f"{act}要由负责“{KEEP.label}”的人办理，您在{unit}没有这项职责。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )


def why_not_open(street: Unit, year: int, *, by: User) -> Refusal | None:
    """Why a person may not begin the appraisal of a year."""
    if not holdings(by).covers(KEEP, street):
        return without_duty(street, "年度考核")
    if street.level != UnitLevel.STREET:
        return Refusal("appraisal.unit", "年度考核由街道办理，请选择街道。", field="street")
    this_year = clock.today().year
    if not this_year - 1 <= year <= this_year + 1:
        return Refusal(
            "appraisal.year",
            f"年度只能是{this_year - 1}到{this_year + 1}年，请核对。",
            field="year",
        )
    if Appraisal.objects.filter(street=street, year=year).exists():
        return Refusal(
            "appraisal.known", f"{street}{year}年度考核已经开始，不用再建。", field="year"
        )
    return None


def why_not_keep(
    appraisal: Appraisal, *states: AppraisalState, act: str, by: User
) -> Refusal | None:
    """Why a person may not do something about an appraisal that needs the duty and a state."""
    unit = appraisal.dossier.unit
    if not holdings(by).covers(KEEP, unit):
        return without_duty(unit, act)
    refusal = standing_aside(recusal_from(by, appraisal.dossier), "appraisal")
    if refusal:
        return refusal
    if appraisal.state not in states:
        wanted = "或".join(f"“{state.label}”" for state in states)
        now = AppraisalState(appraisal.state).label
        return Refusal("appraisal.state", f"{appraisal}现在是“{now}”，{act}只能在{wanted}时办理。")
    return None


def why_not_change(appraisal: Appraisal, *, by: User) -> Refusal | None:
    """Why the lists and targets of a year may not be changed."""
    return why_not_keep(appraisal, AppraisalState.DRAFT, act="改责任书", by=by)


def why_not_rate(target: Target, *, by: User) -> Refusal | None:
    """Why the assessment group may not give a target points."""
    refusal = why_not_keep(target.list.appraisal, AppraisalState.ISSUED, act="评分", by=by)
    if refusal:
        return refusal
    if not target.is_manual:
        return Refusal(
            "appraisal.automatic",
            f"“{target}”按{'评议票' if target.is_by_review else '指标'}自动计分，不能人工改分。",
            hint="记录有误的，请更正记录，得分随之变化。",
        )
    return why_not_of_oneself(target.list, by=by)


def why_not_of_oneself(one: TargetList, *, by: User) -> Refusal | None:
    """Nobody rates, vetoes or answers himself."""
    if one.person_id == by.pk:
        return Refusal(
            "appraisal.oneself",
            "这是您本人的责任书，不能由您评分或者答复，请由考核组其他人办理。",
            status=FORBIDDEN,
        )
    return None


def why_not_veto(one: TargetList, *, by: User) -> Refusal | None:
    """Why no veto can be entered or lifted."""
    states = (AppraisalState.ISSUED, AppraisalState.SCORED, AppraisalState.ANNOUNCED)
    refusal = why_not_keep(one.appraisal, *states, act="登记一票否决", by=by)
    return refusal or why_not_of_oneself(one, by=by)


def why_not_lift(veto: Veto, *, by: User) -> Refusal | None:
    """Why a veto cannot be lifted."""
    if veto.lifted_at:
        return Refusal("appraisal.lifted", "这一项一票否决已经撤销。")
    return why_not_veto(veto.list, by=by)


def why_not_add_bonus(one: TargetList, *, by: User) -> Refusal | None:
    """Why nothing can be given beyond the targets of a list (加分)."""
    refusal = why_not_keep(one.appraisal, AppraisalState.ISSUED, act="登记加分", by=by)
    return refusal or why_not_of_oneself(one, by=by)


def why_not_withdraw_bonus(bonus: Bonus, *, by: User) -> Refusal | None:
    """Why points given beyond the targets cannot be taken back."""
    if bonus.withdrawn_at:
        return Refusal("appraisal.withdrawn", "这一项加分已经撤销。")
    return why_not_add_bonus(bonus.list, by=by)


def beyond_ceiling(one: TargetList, points: Decimal, edition: Edition) -> Refusal | None:
    """Why points cannot be given: with those that stand they would pass the ceiling (加分上限)."""
    most, given = Decimal(edition.bonus_most), scoring.bonus_of(one)
    if given + points <= most:
        return None
    left = scoring.plain(most - given)
    return Refusal(
        "appraisal.bonus_most",
        f"《{one}》加分合计最多{scoring.plain(most)}分，已经加{scoring.plain(given)}分，"
        f"还能加{left}分。",
        arithmetic=f"{scoring.plain(given)} ＋ {scoring.plain(points)} ＞ {scoring.plain(most)}",
        basis=edition.source("bonus_most"),
        hint="请改小这一项，或者先撤销别的加分。",
        field="points",
    )


def why_not_by_review(one: TargetList) -> Refusal | None:
    """Why 联述评议 cannot be a target of a list: only communities and their secretaries are reviewed."""
    if one.targets.filter(rule=Deduction.REVIEW).exists():
        return Refusal(
            "appraisal.reviewed_twice",
            f"《{one}》已经有一项联述评议得分，不用再列。",
            field="rule",
        )
    if is_reviewed(one):
        return None
    return Refusal(
        "appraisal.no_review",
        f"{one.whose}不参加联述联评联考，评议得分只能列入社区和社区书记的责任书。",
        field="rule",
    )


def is_reviewed(one: TargetList) -> bool:
    """Whether 联述联评联考 is about whom a list is about."""
    if one.kind != Assessed.PERSON:
        return one.kind == Assessed.COMMUNITY
    posts = valid_posts().filter(user=one.person_id, role=SECRETARY)
    return posts.filter(unit__path__startswith=one.appraisal.street.path).exists()


def is_of(one: TargetList, user: User) -> bool:
    """Whether a list is a person's own, or that of a unit in which he has his post."""
    if one.person_id:
        return one.person_id == user.pk
    if not holdings(user).covers(SEE, one.unit):
        return False
    posts = valid_posts().filter(user=user, unit__path__startswith=one.unit.path)
    return posts.exists()


def why_not_appeal(one: TargetList, *, by: User) -> Refusal | None:
    """Why a person may not appeal against the score of a list."""
    if not is_of(one, by):
        return Refusal(
            "appraisal.not_own",
            "申诉由被考核的本人，或者在被考核单位任职的人提出。",
            status=FORBIDDEN,
        )
    appraisal = one.appraisal
    if appraisal.state != AppraisalState.ANNOUNCED:
        return Refusal(
            "appraisal.no_window",
            f"{appraisal}现在是“{AppraisalState(appraisal.state).label}”，公布得分以后才能申诉。"
            if appraisal.state != AppraisalState.FINAL
            else f"{appraisal}已经定等次，申诉期已过。",
        )
    window = window_of(appraisal)
    if window and clock.today() > window.due_on:
        return Refusal(
            "appraisal.window_over",
            f"申诉期到{long_day(window.due_on)}，已经过了。",
            arithmetic=window.explanation,
        )
    if one.appeals.filter(answered_at=None).exists():
        return Refusal("appraisal.appealed", "上一次申诉还没有答复，请等答复以后再提。")
    return None


def why_not_answer(one: TargetList, *, by: User) -> Refusal | None:
    """Why the group may not answer an appeal."""
    act = "答复申诉"
    refusal = why_not_keep(one.appraisal, AppraisalState.ANNOUNCED, act=act, by=by)
    refusal = refusal or why_not_of_oneself(one, by=by)
    if refusal:
        return refusal
    if not one.appeals.filter(answered_at=None).exists():
        return Refusal("appraisal.no_appeal", "没有等待答复的申诉。")
    return None


def is_vetoed(one: TargetList) -> bool:
    """Whether a veto stands against a list; `vetoes` may have been read beforehand."""
    return any(veto.lifted_at is None for veto in one.vetoes.all())


def is_candidate(one: TargetList) -> bool:
    """Whether a list may be put forward for an award (评先创优): graded well, not vetoed."""
    return one.grade in (Grade.FIRST, Grade.SECOND) and not is_vetoed(one)


def why_not_use(one: TargetList, *, by: User) -> Refusal | None:
    """Why nothing can be entered of what a result is used for."""
    return why_not_keep(one.appraisal, AppraisalState.FINAL, act="登记结果运用", by=by)


def why_not_award(one: TargetList, *, by: User) -> Refusal | None:
    """Why no award can be entered: not graded, not graded well, or vetoed."""
    refusal = why_not_use(one, by=by)
    if refusal or is_candidate(one):
        return refusal
    why = "有一票否决" if is_vetoed(one) else f"等次是“{one.grade_word}”"
    return Refusal(
        "appraisal.no_candidate", f"{one.whose}{why}，不能评先。", hint="评先只从前两等里推荐。"
    )


def why_not_keep_pack(appraisal: Appraisal, *, by: User) -> Refusal | None:
    """Why the pack of a year cannot be frozen: not graded, or frozen already."""
    refusal = why_not_keep(appraisal, AppraisalState.FINAL, act="固定年终材料包", by=by)
    if refusal or not Pack.objects.filter(pk=appraisal.pk).exists():
        return refusal
    return Refusal("appraisal.packed", f"{appraisal}的年终材料包已经固定，下载的就是那一份。")


def may_pack(appraisal: Appraisal, user: User) -> bool:
    """Whether a person may take the whole of a year away: the assessment group and the secretaries."""
    held, unit = holdings(user), appraisal.dossier.unit
    return held.covers(KEEP, unit) or held.covers(OfficeDuty.LEAD_REPORTS, unit)
