"""The supervision committee says its opinion on a step, and the committee answers (监督意见)."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.duties import Duty
from decisions.models import Matter, SupervisionOpinion
from decisions.selectors.oversight import Oversight, oversight_of
from decisions.states import SupervisedStep, Verdict
from jiedao.access.desks import nearest_holders
from jiedao.access.recusals import recusals_of
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.organisation.supervision import why_not_supervisor
from jiedao.people.models import Person, User


@transaction.atomic
def supervise(
    matter: Matter,
    *,
    by: User,
    on: date,
    step: str,
    verdict: str,
    signer: Person,
    signed_on: date,
    text: str = "",
    scan: UploadedFile | None = None,
) -> SupervisionOpinion:
    """The supervision committee signs its opinion on a step (出具监督意见, 第三十六条)."""
    procedures.of(matter).demand(matter, "supervise", by=by, on=on)
    row = _row(matter, step)
    _may_sign(matter, row, signer, signed_on)
    if verdict == Verdict.CONCERNS and not text:
        raise refuse("matter.concerns_unwritten", "有意见的，请写明是什么意见。", field="text")
    fit_for_the_board(text=text)
    label = Verdict(verdict).label
    procedures.of(matter).take(
        matter,
        "supervise",
        by=by,
        on=on,
        words=f"居务监督委员会对“{row.name}”出具意见：{label}（{signer}，{long_day(signed_on)}签署）。",
    )
    paper = (
        attachments.attach(
            matter.dossier, file=scan, kind=AttachmentKind.SUPERVISION_OPINION, by=by, step=row.step
        )
        if scan
        else None
    )
    opinion = SupervisionOpinion.objects.create(
        matter=matter,
        step=row.step,
        verdict=verdict,
        text=text,
        signer=signer,
        signed_on=signed_on,
        scan=paper,
        entered_at=clock.now(),
        entered_by=by,
    )
    if opinion.waits_for_answer:
        for user in nearest_holders(Duty.RESOLVE, matter.dossier.unit):
            notices.tell(
                user,
                words=f"{matter.dossier.title}：居务监督委员会对“{row.name}”有意见，请答复。",
                dossier=matter.dossier,
                url=matter.get_absolute_url(),
            )
    return opinion


@transaction.atomic
def answer_supervision(
    matter: Matter, *, by: User, on: date, opinion: SupervisionOpinion, answer: str
) -> SupervisionOpinion:
    """The committee answers the concerns of the supervision committee (答复监督意见)."""
    procedures.of(matter).take(
        matter,
        "answer_supervision",
        by=by,
        on=on,
        words=f"{by}答复居务监督委员会对“{opinion.get_step_display()}”的意见。",
    )
    fit_for_the_board(answer=answer)
    # Claimed only while nobody has answered: an answer stands as it was given.
    claimed = SupervisionOpinion.objects.filter(
        pk=opinion.pk, verdict=Verdict.CONCERNS, answered_on__isnull=True
    ).update(answer=answer, answered_on=on, answered_at=clock.now(), answered_by=by)
    if not claimed:
        raise refuse("matter.supervision_answered", "这条监督意见已经答复过，不用再答复。")
    opinion.refresh_from_db()
    return opinion


def _row(matter: Matter, step: str) -> Oversight:
    rows = {row.step: row for row in oversight_of(matter)}
    if step in rows:
        return rows[SupervisedStep(step)]
    known = dict(SupervisedStep.choices)
    raise refuse(
        "matter.step_not_taken",
        f"“{known.get(step, step)}”环节还没有办，不能出具监督意见。",
        field="step",
    )


def _may_sign(matter: Matter, row: Oversight, signer: Person, signed_on: date) -> None:
    if signed_on > clock.today():
        raise refuse("matter.signed_later", "签署日期不能是将来的日期，请核对。", field="signed_on")
    if signed_on < row.since:
        raise refuse(
            "matter.signed_before_step",
            f"“{row.name}”环节{long_day(row.since)}才办，签署日期不能更早，请核对。",
            field="signed_on",
        )
    barred = why_not_supervisor(matter.dossier.unit, signer, signed_on)
    if barred:
        raise refuse("matter.no_supervisor", barred[0], basis=barred[1], field="signer")
    if any(recusal.person_id == signer.pk for recusal in recusals_of(matter.dossier)):
        raise refuse(
            "matter.supervisor_recused",
            f"{signer}已登记回避这件事，请由其他监督委员签署。",
            field="signer",
        )
