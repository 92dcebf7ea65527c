"""Carrying the resolution out: who, by when, how far, accepted, and what residents say of it."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import FINISH_WORK
from decisions.models import Matter, Progress, Survey
from decisions.states import ChannelKind, MatterState, Payee
from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import refuse
from jiedao.organisation.supervision import why_not_supervisor
from jiedao.people.models import Person, User
from jiedao.publications import actions as publications


@transaction.atomic
def implement(matter: Matter, *, by: User, on: date, responsible: str, finish_by: date) -> Matter:
    """Begin the work (组织实施): who answers for it, and by when it is to be done."""
    procedures.of(matter).demand(matter, "implement", by=by, on=on)
    fit_for_the_board(responsible=responsible)
    if finish_by < on:
        raise refuse(
            "matter.finish_before_start", "计划完成日期不能早于开始实施的日期。", field="finish_by"
        )
    procedures.of(matter).take(
        matter,
        "implement",
        by=by,
        on=on,
        words=f"开始组织实施，责任人{responsible}，计划{long_day(finish_by)}前完成。",
        due={FINISH_WORK.code: finish_by},
        sets={"implementing_on": on, "responsible": responsible, "finish_by": finish_by},
    )
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState.IMPLEMENTING.label,
        line=f"正在实施，计划{long_day(finish_by)}前完成。",
        by=by,
    )
    return matter


@transaction.atomic
def report_progress(
    matter: Matter,
    *,
    by: User,
    on: date,
    words: str,
    spent: Decimal,
    item: str = "",
    payee: str = "",
    photo: UploadedFile | None = None,
    voucher: UploadedFile | None = None,
) -> Progress:
    """Report how far the work has come and what it cost so far (登记进展), with photo and voucher."""
    procedures.of(matter).demand(matter, "report_progress", by=by, on=on)
    fit_for_the_board(words=words, item=item)
    _spending_is_named(spent, item, payee)
    procedures.of(matter).take(
        matter,
        "report_progress",
        by=by,
        on=on,
        words=f"{by}登记实施进展，本次支出{money(spent)}{_for(item, payee)}。",
    )
    return Progress.objects.create(
        matter=matter,
        reported_on=on,
        words=words,
        spent=spent,
        item=item,
        payee=payee,
        photo=_kept(matter, photo, AttachmentKind.PHOTO, by),
        voucher=_kept(matter, voucher, AttachmentKind.ACCOUNTS, by),
        entered_at=clock.now(),
        entered_by=by,
    )


@transaction.atomic
def correct_progress(
    matter: Matter,
    *,
    by: User,
    on: date,
    report: Progress,
    words: str,
    spent: Decimal,
    reason: str,
    item: str = "",
    payee: str = "",
) -> Progress:
    """A line that was mistyped is put right by another (更正进展); the wrong one stays to be seen."""
    procedures.of(matter).demand(matter, "correct_progress", by=by, on=on)
    fit_for_the_board(words=words, item=item, reason=reason)
    _spending_is_named(spent, item, payee)
    if Progress.objects.filter(corrects=report).exists():
        raise refuse("matter.progress_corrected", "这一条已经更正过，请更正后来的那一条。")
    procedures.of(matter).take(
        matter,
        "correct_progress",
        by=by,
        on=on,
        words=f"{by}更正{long_day(report.reported_on)}的进展，支出{money(report.spent)}更正为"
        f"{money(spent)}{_for(item, payee)}：{reason}",
    )
    return Progress.objects.create(
        matter=matter,
        reported_on=report.reported_on,
        words=words,
        spent=spent,
        item=item,
        payee=payee,
        photo=report.photo,
        voucher=report.voucher,
        corrects=report,
        reason=reason,
        entered_at=clock.now(),
        entered_by=by,
    )


@transaction.atomic
def accept_work(
    matter: Matter,
    *,
    by: User,
    on: date,
    acceptance: str,
    acceptors: str,
    spent: Decimal,
    supervisor: Person | None = None,
    difference: str = "",
) -> Matter:
    """The work is inspected and accepted (验收) by named people, with its final account (决算).

    An account above the budget must say why: it goes on the board and cannot be changed there.
    """
    procedures.of(matter).demand(matter, "accept_work", by=by, on=on)
    if supervisor:
        barred = why_not_supervisor(matter.dossier.unit, supervisor, on)
        if barred:
            raise refuse("matter.no_supervisor", barred[0], basis=barred[1], field="supervisor")
    budget = matter.budget or Decimal(0)
    if spent > budget:
        over = spent - budget
        if not difference:
            raise refuse(
                "matter.over_budget",
                f"决算{money(spent)}，预算{money(budget)}，多出{money(over)}。请核对小数点和零；"
                "确实超支的，在“超支原因”里写明。",
                arithmetic=f"{money(spent)} － {money(budget)} ＝ {money(over)}",
                field="spent",
            )
        acceptance = f"{acceptance}决算比预算多{money(over)}，原因：{difference}"
    procedures.of(matter).take(
        matter,
        "accept_work",
        by=by,
        on=on,
        words=f"验收合格，决算{money(spent)}。",
        sets={
            "accepted_on": on,
            "acceptance": acceptance,
            "acceptors": acceptors,
            "acceptance_supervisor": supervisor,
            "spent": spent,
        },
    )
    fit_for_the_board(acceptance=acceptance, acceptors=acceptors)
    return matter


@transaction.atomic
def survey(
    matter: Matter,
    *,
    by: User,
    on: date,
    channel: str,
    asked: int,
    satisfied: int,
    fair: int,
    unsatisfied: int,
) -> Survey:
    """Count what residents say of the result (满意度测评)."""
    procedures.of(matter).demand(matter, "survey", by=by, on=on)
    answered = satisfied + fair + unsatisfied
    if answered > asked:
        raise refuse(
            "matter.survey_too_many",
            f"三项合计{answered}份，比发出的{asked}份多{answered - asked}份，请对照测评表核对。",
            arithmetic=f"{satisfied} ＋ {fair} ＋ {unsatisfied} ＝ {answered}，{answered} － {asked} ＝ {answered - asked}",
            field="asked",
        )
    label = ChannelKind(channel).label
    procedures.of(matter).take(
        matter,
        "survey",
        by=by,
        on=on,
        words=f"{by}登记满意度测评（{label}）：发出{asked}份，收回{answered}份。",
    )
    return Survey.objects.create(
        matter=matter,
        surveyed_on=on,
        channel=channel,
        asked=asked,
        satisfied=satisfied,
        fair=fair,
        unsatisfied=unsatisfied,
        entered_at=clock.now(),
        entered_by=by,
    )


def _spending_is_named(spent: Decimal, item: str, payee: str) -> None:
    """Money has a use and a kind of payee, or the account on the board cannot be explained."""
    if spent and not item:
        raise refuse(
            "matter.spending_unnamed",
            f"本次支出{money(spent)}，请写明花在什么上，例如“棚架材料”。",
            field="item",
        )
    if spent and not payee:
        raise refuse("matter.payee_unnamed", "请选择钱付给了哪一类单位或者个人。", field="payee")


def _for(item: str, payee: str) -> str:
    return f"（{item}，付{Payee(payee).label}）" if item and payee else ""


def _kept(matter: Matter, file: UploadedFile | None, kind: str, by: User) -> Attachment | None:
    return attachments.attach(matter.dossier, file=file, kind=kind, by=by) if file else None
