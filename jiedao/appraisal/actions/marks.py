"""What the assessment group gives by hand, what vetoes a grade, and appeals with their answers."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jiedao.appraisal import conditions
from jiedao.appraisal import deadlines as limits
from jiedao.appraisal.actions.words import note, tell, written
from jiedao.appraisal.models import Appeal, Score, Target, TargetList, Veto
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.scoring import WHOLE, bonus_of, plain
from jiedao.appraisal.states import AppealOutcome
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User

RATED = acts.declare("target_list.rate", "考核组评分")
VETOED = acts.declare("target_list.veto", "登记一票否决")
LIFTED = acts.declare("target_list.lift_veto", "撤销一票否决")
APPEALED = acts.declare("target_list.appeal", "申诉")
ANSWERED = acts.declare("target_list.answer", "答复申诉")


def _hold(one: TargetList) -> None:
    dossiers.hold_record(one.appraisal)
    dossiers.hold(one.dossier)


@transaction.atomic
def rate(target: Target, *, by: User, points: Decimal, reason: str) -> Score:
    """The assessment group gives a target points with a reason (考核组评分); until the year is scored."""
    _hold(target.list)
    unless(conditions.why_not_rate(target, by=by))
    reason = written(reason, "reason", "请写明为什么给这个分。")
    if not 0 <= points <= target.weight:
        raise refuse(
            "appraisal.points",
            f"“{target}”{target.weight}分，得分要在0到{target.weight}之间。",
            field="points",
        )
    score, _ = Score.objects.update_or_create(
        target=target,
        defaults={
            "points": points,
            "words": reason,
            "given_at": clock.now(),
            "given_by": by,
        },
    )
    words = f"{by}给“{target}”评{plain(points)}分。理由：{text.sentence(reason)}"
    note(target.list, RATED, by=by, words=words)
    return score


def veto_matters(one: TargetList) -> list[str]:
    """What the office drew up as vetoes of this year (一票否决情形)."""
    return [matter.words for matter in one.appraisal.veto_matters.all()]


@transaction.atomic
def veto(one: TargetList, *, by: User, matter: str, happened_on: date, reason: str) -> Veto:
    """Enter something that keeps a list from a good grade (登记一票否决)."""
    _hold(one)
    unless(conditions.why_not_veto(one, by=by))
    reason = written(reason, "reason", "请写明事实和依据。")
    if matter not in veto_matters(one):
        raise refuse("appraisal.matter", "请从这一年列入的一票否决情形里选择。", field="matter")
    if happened_on.year != one.appraisal.year:
        raise refuse(
            "appraisal.other_year",
            f"发生日期不在{one.appraisal.year}年，不能在这一年考核里否决。",
            field="happened_on",
        )
    if happened_on > clock.today():
        raise refuse("appraisal.future", "发生日期还没有到，请核对。", field="happened_on")
    if one.vetoes.filter(matter=matter, lifted_at=None).exists():
        raise refuse("appraisal.vetoed", "这种情形已经登记过，不用重复登记。", field="matter")
    made = Veto.objects.create(
        list=one,
        matter=matter,
        happened_on=happened_on,
        reason=reason,
        vetoed_at=clock.now(),
        vetoed_by=by,
    )
    words = f"{by}登记一票否决：{matter}。{text.sentence(reason)}"
    note(one, VETOED, by=by, words=words)
    tell(one, f"《{one}》登记了一票否决：{matter}。", by=by)
    return made


@transaction.atomic
def lift_veto(entry: Veto, *, by: User, reason: str) -> Veto:
    """Take a veto back that was wrong (撤销一票否决); it stays on record."""
    _hold(entry.list)
    entry.refresh_from_db(fields=["lifted_at", "lifted_by", "lift_reason"])
    unless(conditions.why_not_lift(entry, by=by))
    reason = written(reason, "reason", "请写明为什么撤销。")
    entry.lifted_at, entry.lifted_by, entry.lift_reason = clock.now(), by, reason
    entry.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    words = f"{by}撤销一票否决“{entry.matter}”。原因：{text.sentence(reason)}"
    note(entry.list, LIFTED, by=by, words=words)
    return entry


@transaction.atomic
def appeal(one: TargetList, *, by: User, words: str) -> Appeal:
    """Those assessed appeal against the score (申诉); the answer has its limit."""
    _hold(one)
    unless(conditions.why_not_appeal(one, by=by))
    words = written(words, "words", "请写明对哪一项有异议、理由是什么。", one_line=False)
    today = clock.today()
    made = Appeal.objects.create(list=one, words=words, made_on=today, made_by=by)
    deadlines.open_limit(
        one.dossier, limits.ANSWER, start=today, edition=RULES.on(today, one.appraisal.street)
    )
    note(one, APPEALED, by=by, words=f"{by}申诉：{text.sentence(words)}", label="申诉待答复")
    return made


@transaction.atomic
def answer(
    one: TargetList, *, by: User, outcome: str, answer: str, correction: Decimal = Decimal(0)
) -> Appeal:
    """The group answers an appeal (答复申诉); what is upheld may correct the sum, never the frozen lines."""
    _hold(one)
    unless(conditions.why_not_answer(one, by=by))
    said = written(answer, "answer", "请写明核查的情况和结论。", one_line=False)
    made = one.appeals.get(answered_at=None)
    if outcome == AppealOutcome.REJECTED and correction:
        raise refuse("appraisal.correction", "申诉不成立的，不更正分数。", field="correction")
    one.refresh_from_db(fields=["corrected", "points"])
    total = (one.final_points or Decimal(0)) + correction
    most = WHOLE + bonus_of(one)
    if not 0 <= total <= most:
        raise refuse(
            "appraisal.total",
            f"更正以后是{plain(total)}分，要在0到{plain(most)}之间，请核对。",
            field="correction",
        )
    made.outcome, made.correction, made.answer = outcome, correction, said
    made.answered_at, made.answered_by = clock.now(), by
    made.save(update_fields=["outcome", "correction", "answer", "answered_at", "answered_by"])
    one.corrected += correction
    one.save(update_fields=["corrected"])
    deadlines.close(one.dossier, limits.ANSWER.code, by=by, on=clock.today())
    change = f"更正{plain(correction)}分，" if correction else ""
    words = (
        f"{by}答复：{made.get_outcome_display()}，{change}"
        f"合计{plain(total)}分。{text.sentence(said)}"
    )
    note(one, ANSWERED, by=by, words=words, label=f"已公布，{plain(total)}分")
    tell(one, f"《{one}》的申诉已答复：{made.get_outcome_display()}。", by=by)
    return made
