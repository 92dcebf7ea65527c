"""Many who object together (联名异议): counted, and from a share on the meeting decides again."""

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import procedures
from decisions.actions.objections import refresh_board, run_limits, said_in_time, tell, with_receipt
from decisions.deadlines import ACKNOWLEDGE_OBJECTION, REVOTE
from decisions.duties import Duty
from decisions.models import Matter
from decisions.selectors import facts
from decisions.selectors.objections import (
    joint_quota,
    joint_total,
    not_yet_heard,
    oldest,
    representatives,
    with_status,
)
from decisions.states import MatterState
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.lib.refusals import refuse
from jiedao.people.models import Person, User
from jiedao.publications import actions as publications
from jiedao.publications.actions import objections as kernel
from jiedao.publications.models import Objection
from jiedao.publications.objecting import JointBase, ObjectionStatus, Way


@transaction.atomic
def enter_joint_objection(
    matter: Matter,
    *,
    by: User,
    on: date,
    base: str,
    said_on: date,
    text: str,
    signers: Sequence[Person] = (),
    signed: int = 0,
    signatures: UploadedFile | None = None,
) -> tuple[Objection, str]:
    """Many object together (联名异议): counted, and from a share on a meeting must be called.

    Representatives are ticked on the roster, residents and households counted on the signed list.
    Who handed it in gets a receipt like any other.
    """
    procedures.of(matter).demand(matter, "enter_joint_objection", by=by, on=on)
    notice = facts(matter).current_publication()
    assert notice  # a_notice_takes_objections is a condition of the step
    said_in_time(notice.frozen_on, said_on, on)
    if base == JointBase.REPRESENTATIVES:
        known = set(representatives(matter, said_on).values_list("pk", flat=True))
        signers = [person for person in signers if person.pk in known]
        signed = len(signers)
    expected = joint_total(matter, base, said_on)
    if not expected:
        raise refuse(
            "objection.no_total",
            f"还没有登记{JointBase(base).label}的总数，算不出比例。",
            hint="请系统管理员先登记居民代表名册或者人口底数。",
            field="base",
        )
    if not 2 <= signed <= expected:
        raise refuse(
            "objection.signed",
            f"联名至少2人，最多{expected}人，现在是{signed}人，请对照名单核对。",
            field="signers" if base == JointBase.REPRESENTATIVES else "signed",
        )
    if base != JointBase.REPRESENTATIVES and signatures is None:
        raise refuse("objection.no_list", "请上传签好名的联名名单。", field="signatures")
    quota, _ = joint_quota(matter, base, said_on)
    reached = quota.met(signed, expected)
    waiting = oldest(with_status(matter, ObjectionStatus.RECEIVED), "said_on") or said_on
    label = JointBase(base).label
    edition = procedures.of(matter).take(
        matter,
        "enter_joint_objection",
        by=by,
        on=on,
        words=f"登记{label}联名异议：联名{signed}，总数{expected}，"
        + (f"达到{quota}，应当召集会议。" if reached else f"没有达到{quota}，按异议答复。"),
        starts={ACKNOWLEDGE_OBJECTION.code: min(waiting, said_on)},
    )
    paper = signatures and attachments.attach(
        matter.dossier, file=signatures, kind=AttachmentKind.SIGNATURES, by=by
    )
    joint = kernel.Joint(base, signed, expected, reached, paper or None, signers)
    objection = kernel.receive(
        notice, way=Way.PAPER, said_on=said_on, text=text, by=by, joint=joint
    )
    if reached:
        deadlines.open_limit(matter.dossier, REVOTE, start=said_on, edition=edition)
        tell(matter, Duty.CONVENE, f"{objection}是联名异议，达到{quota}，应当召集会议。")
    refresh_board(matter, by)
    tell(matter, Duty.OBJECTIONS, f"收到{objection}，请受理。")
    return objection, with_receipt(objection, by=by)


@transaction.atomic
def revote(matter: Matter, *, by: User, on: date) -> Matter:
    """Back to the vote because so many object (联名异议重新表决): the meeting decides again."""
    procedures.of(matter).demand(matter, "revote", by=by, on=on)
    heard = not_yet_heard(matter)
    numbers = "、".join(map(str, heard))
    procedures.of(matter).take(
        matter,
        "revote",
        by=by,
        on=on,
        words=f"{numbers}联名达到法定人数，回到会议重新表决。",
        sets={"resolved_on": None},
    )
    for objection in heard:
        kernel.hear(objection, by=by, on=on)
    run_limits(matter, on)
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState.DELIBERATED.label,
        line="居民联名提出异议，达到法定人数，将召集会议重新表决。",
        by=by,
    )
    return matter
