"""What is given beyond the targets (加分): with its reason and the dossier that bears it out."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jiedao.access.typed import dossier_of
from jiedao.appraisal import conditions
from jiedao.appraisal.actions.words import note, tell, written
from jiedao.appraisal.models import Bonus, TargetList
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.scoring import plain
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User

ADDED = acts.declare("target_list.add_bonus", "登记加分")
WITHDRAWN = acts.declare("target_list.withdraw_bonus", "撤销加分")


@transaction.atomic
def add_bonus(
    one: TargetList,
    *,
    by: User,
    words: str,
    points: Decimal,
    happened_on: date,
    evidence: str,
    reason: str,
) -> Bonus:
    """Give points beyond the targets (登记加分), up to the ceiling, until the year is scored."""
    _hold(one)
    unless(conditions.why_not_add_bonus(one, by=by))
    words = written(words, "words", "请写明加分事项，例如：经验被区里推广。")
    reason = written(reason, "reason", "请写明为什么加分、为什么加这么多。")
    if points <= 0:
        raise refuse("appraisal.bonus", "加分要大于0。", field="points")
    year, today = one.appraisal.year, clock.today()
    if happened_on.year != year:
        raise refuse(
            "appraisal.other_year",
            f"发生日期不在{year}年，不能在这一年考核里加分。",
            field="happened_on",
        )
    if happened_on > today:
        raise refuse("appraisal.future", "发生日期还没有到，请核对。", field="happened_on")
    dossier = _evidence(one, evidence, by=by)
    unless(conditions.beyond_ceiling(one, points, RULES.on(today, one.appraisal.street)))
    made = Bonus.objects.create(
        list=one,
        words=words,
        points=points,
        happened_on=happened_on,
        evidence=dossier,
        reason=reason,
        given_at=clock.now(),
        given_by=by,
    )
    said = (
        f"{by}登记加分“{words}”{plain(points)}分，证明案卷{dossier.number}。"
        f"理由：{text.sentence(reason)}"
    )
    note(one, ADDED, by=by, words=said)
    tell(one, f"《{one}》加{plain(points)}分：{words}。", by=by)
    return made


def _evidence(one: TargetList, typed: str, *, by: User) -> Dossier:
    """The dossier of a number somebody typed, as far as he may see it; not one of the appraisal's own."""
    found = dossier_of("appraisal", "evidence", typed, by=by)
    if found is None:
        raise refuse("appraisal.no_evidence", "请填证明这件事的案卷编号。", field="evidence")
    if found.kind.startswith("appraisal."):
        raise refuse(
            "appraisal.evidence_own",
            "考核自己的案卷不能证明加分，请填办这件事的案卷编号。",
            field="evidence",
        )
    if one.bonuses.filter(evidence=found, withdrawn_at=None).exists():
        raise refuse(
            "appraisal.bonus_twice",
            f"案卷{found.number}已经给这份责任书加过分，不能重复加分。",
            field="evidence",
        )
    return found


@transaction.atomic
def withdraw_bonus(bonus: Bonus, *, by: User, reason: str) -> Bonus:
    """Take points back that were wrong (撤销加分); what was entered stays on record."""
    one = bonus.list
    _hold(one)
    bonus.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    unless(conditions.why_not_withdraw_bonus(bonus, by=by))
    reason = written(reason, "reason", "请写明为什么撤销。")
    bonus.withdrawn_at, bonus.withdrawn_by, bonus.withdraw_reason = clock.now(), by, reason
    bonus.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    words = f"{by}撤销加分“{bonus}”{plain(bonus.points)}分。原因：{text.sentence(reason)}"
    note(one, WITHDRAWN, by=by, words=words)
    tell(one, f"《{one}》的加分“{bonus}”撤销：{reason}", by=by)
    return bonus


def _hold(one: TargetList) -> None:
    dossiers.hold_record(one.appraisal)
    dossiers.hold(one.dossier)
