"""Drawing up the year: its target lists, and their targets."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from jiedao.access.selectors import unit_of
from jiedao.appraisal import conditions, scoring
from jiedao.appraisal.actions.drawing import begin_with
from jiedao.appraisal.actions.words import note, written
from jiedao.appraisal.kinds import APPRAISAL, PERSON_LIST, UNIT_LIST
from jiedao.appraisal.models import Appraisal, Score, Target, TargetList
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import WITHOUT_FIGURE, AppraisalState, Assessed, Deduction
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User

ADDED = acts.declare("appraisal.add_target", "添加考核目标")
REMOVED = acts.declare("appraisal.remove_target", "删去考核目标")
PER = Decimal(1)


@transaction.atomic
def open_appraisal(street: Unit, *, by: User, year: int) -> Appraisal:
    """Begin the appraisal of a year (开始年度考核); its lists are drawn up next."""
    unless(conditions.why_not_open(street, year, by=by))
    dossier = dossiers.open_dossier(
        kind=APPRAISAL.code,
        prefix=APPRAISAL.prefix,
        title=f"{street}{year}年度考核",
        unit=street,
        by=by,
        opened_on=clock.today(),
        state_label=AppraisalState.DRAFT.label,
    )
    rules = RULES.on(clock.today(), street)
    appraisal = Appraisal.objects.create(
        dossier=dossier,
        street=street,
        year=year,
        first_units=rules.first_units,
        first_persons=rules.first_persons,
    )
    begin_with(appraisal, by=by)
    dossiers.make_findable(appraisal)
    return appraisal


@transaction.atomic
def add_list(
    appraisal: Appraisal,
    *,
    by: User,
    unit: Unit | None = None,
    person: User | None = None,
    like: TargetList | None = None,
) -> TargetList:
    """Add who is assessed: a unit, or a person with the unit whose figures are his.

    `like` is a list whose targets this one begins with (照另一份责任书).
    """
    dossiers.hold_record(appraisal)
    unless(conditions.why_not_change(appraisal, by=by))
    unit = unit or (unit_of(person) if person else None)
    if unit is None:
        raise refuse("appraisal.no_unit", "请选择考核哪个单位或者哪个人。", field="unit")
    kind = _kind(appraisal, unit, person)
    if appraisal.lists.filter(person=person, **({} if person else {"unit": unit})).exists():
        whose = person or unit
        raise refuse(
            "appraisal.listed",
            f"{whose}{appraisal.year}年的责任书已经有了。",
            field="person" if person else "unit",
        )
    of = PERSON_LIST if person else UNIT_LIST
    dossier = dossiers.open_dossier(
        kind=of.code,
        prefix=of.prefix,
        title=f"{person or unit}{appraisal.year}年目标责任书",
        unit=appraisal.street if person else unit,
        by=by,
        opened_on=clock.today(),
        state_label=AppraisalState.DRAFT.label,
    )
    one = TargetList.objects.create(
        dossier=dossier, appraisal=appraisal, kind=kind, unit=unit, person=person
    )
    if like:
        _take_over(one, like, by=by)
    return one


def _take_over(one: TargetList, like: TargetList, *, by: User) -> None:
    """The targets of another list; who is not reviewed does not get the points of a review."""
    taken, left = 0, ""
    for target in like.targets.order_by("pk"):
        if target.rule == Deduction.REVIEW and not conditions.is_reviewed(one):
            left = f"，“{target}”不适用，没有添加"
            continue
        target.pk, target.list = None, one
        target._state.adding = True
        target.save()
        taken += 1
    note(one, ADDED, by=by, words=f"{by}照《{like}》添加了{taken}项目标{left}。")


def _kind(appraisal: Appraisal, unit: Unit, person: User | None) -> str:
    if not unit.is_within(appraisal.street):
        raise refuse("appraisal.elsewhere", f"{unit}不在{appraisal.street}。", field="unit")
    if person:
        return Assessed.PERSON
    kind = conditions.OF_LEVEL.get(unit.level)
    if kind is None:
        raise refuse("appraisal.level", "考核的单位是科室和社区，请重新选择。", field="unit")
    return kind


@transaction.atomic
def add_target(
    one: TargetList,
    *,
    by: User,
    words: str,
    standard: str,
    weight: int,
    rule: str,
    indicator: str = "",
    threshold: Decimal | None = None,
    per: Decimal | None = None,
    points_each: Decimal | None = None,
) -> Target:
    """Add a target to a list while the year is drawn up (添加目标)."""
    _hold(one, by=by)
    words = written(words, "words", "请写明目标，例如：每周汇报按期报送。")
    standard = written(standard, "standard", "请写明标准，例如：没有逾期计入考核的。")
    if one.targets.filter(words=words).exists():
        raise refuse("appraisal.twice", "责任书里已经有这一项目标。", field="words")
    figures: dict[str, object] = {}
    if rule == Deduction.REVIEW:
        unless(conditions.why_not_by_review(one))
    if rule not in WITHOUT_FIGURE:
        figures = _rule(indicator, threshold, per, points_each)
    target = Target.objects.create(
        list=one, words=words, standard=standard, weight=weight, rule=rule, **figures
    )
    note(one, ADDED, by=by, words=f"{by}添加目标“{target}”，{weight}分。")
    return target


def _rule(
    indicator: str, threshold: Decimal | None, per: Decimal | None, points_each: Decimal | None
) -> dict[str, object]:
    """What an automatic target rests on, whole."""
    if not scoring.is_known(indicator):
        raise refuse("appraisal.no_figure", "自动计分的目标要选一个指标。", field="indicator")
    if threshold is None or threshold < 0:
        raise refuse("appraisal.no_threshold", "请填标准数，例如0份、95%。", field="threshold")
    if points_each is None or points_each <= 0:
        raise refuse("appraisal.no_points_each", "请填每次扣几分。", field="points_each")
    per = PER if per is None else per
    if per <= 0:
        raise refuse("appraisal.no_per", "“每多少”要大于零。", field="per")
    return {
        "indicator": indicator,
        "threshold": threshold,
        "per": per,
        "points_each": points_each,
    }


@transaction.atomic
def remove_target(target: Target, *, by: User) -> TargetList:
    """Take a target out while the year is drawn up (删去目标)."""
    one = target.list
    _hold(one, by=by)
    words = f"{by}删去目标“{target}”，{target.weight}分。"
    Score.objects.filter(target=target, is_frozen=False).delete()
    target.delete()
    note(one, REMOVED, by=by, words=words)
    return one


def _hold(one: TargetList, *, by: User) -> None:
    """Both dossiers, the year's first: nothing is changed while it is being issued."""
    dossiers.hold_record(one.appraisal)
    dossiers.hold(one.dossier)
    unless(conditions.why_not_change(one.appraisal, by=by))


def lists_of(appraisal: Appraisal) -> Iterable[TargetList]:
    """The lists of a year with their dossiers locked, in one order everywhere."""
    rows = list(
        TargetList.objects.filter(appraisal=appraisal)
        .select_related("dossier__unit", "unit", "person", "appraisal__street")
        .prefetch_related("targets__score", "vetoes", "bonuses")
        .order_by("pk")
    )
    for one in rows:
        dossiers.hold(one.dossier)
    return rows
