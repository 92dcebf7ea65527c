"""两公开: the resolution and its result go on the board, with clock and photographs."""

from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import procedures
from decisions import publications as words
from decisions.actions.complaints import meet_orders
from decisions.deadlines import TAKE_DOWN
from decisions.models import Matter
from decisions.selectors import facts, satisfaction
from decisions.states import MatterState
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.actions import amending
from jiedao.publications.models import Publication
from jiedao.publications.states import NoticeRole, PublicationKind


@transaction.atomic
def publish_resolution(
    matter: Matter, *, by: User, on: date, responsible: str, finish_by: date
) -> Publication:
    """Freeze the resolution as a publication (决议公开, 第三十四条); the photo starts its clock."""
    procedures.of(matter).demand(matter, "publish_resolution", by=by, on=on)
    if finish_by < on:
        raise refuse(
            "matter.finish_before_publication",
            f"计划完成日期不能早于决议公开的日期{long_day(on)}，定稿以后不能再改，请核对。",
            field="finish_by",
        )
    edition = procedures.of(matter).take(
        matter,
        "publish_resolution",
        by=by,
        on=on,
        words=f"{by}将决议公示定稿，内容不再改动。",
        sets={
            "resolution_published_on": on,
            "responsible": responsible,
            "finish_by": finish_by,
        },
    )
    given = {
        "title": words.resolution_title(matter),
        "blocks": words.resolution_blocks(
            matter, on=on, responsible=responsible, finish=f"{long_day(finish_by)}前完成"
        ),
        "min_days": edition.publication,
        "basis": edition.source("publication"),
        "edition": edition.code,
        "by": by,
        "on": on,
    }
    earlier = _earlier(matter)
    if earlier:
        publication = amending.take_the_place_of(
            earlier, reason="决议经重新表决，以新的决议为准。", **given
        )
    else:
        publication = publications.freeze(matter.dossier, kind=PublicationKind.RESOLUTION, **given)
    _tell(matter, MatterState.RESOLUTION_PUBLISHED, "决议已经定稿公开，正在张贴公示。", by)
    return publication


@transaction.atomic
def publish_result(matter: Matter, *, by: User, on: date, result: str) -> Publication:
    """Freeze the result as a publication (实施结果公开, 第三十四条)."""
    edition = procedures.of(matter).take(
        matter,
        "publish_result",
        by=by,
        on=on,
        words=f"{by}将实施结果公示定稿，内容不再改动。",
        sets={"result_published_on": on},
    )
    publication = publications.freeze(
        matter.dossier,
        kind=PublicationKind.RESULT,
        title=words.result_title(matter),
        blocks=words.result_blocks(matter, on=on, result=result, asked=satisfaction(matter)),
        min_days=edition.publication,
        basis=edition.source("publication"),
        edition=edition.code,
        by=by,
        on=on,
    )
    _tell(matter, MatterState.RESULT_PUBLISHED, "已经实施完毕，实施结果正在张贴公示。", by)
    return publication


@transaction.atomic
def post_notice(
    matter: Matter, *, by: User, on: date, place: str, photo: UploadedFile
) -> Publication:
    """The paper is on the board, here is the photo (登记张贴): the public period begins."""
    matter.forget()
    publication = facts(matter).to_post()
    # Worked out beforehand so that the limit opens with the step; the action sets the same day.
    ends_on = on + timedelta(days=publication.min_days) if publication else on
    procedures.of(matter).take(
        matter,
        "post_notice",
        by=by,
        on=on,
        words=f"{by}登记公示已在{place}张贴，公示到{cn_day(ends_on)}。",
        starts={TAKE_DOWN.code: ends_on},
    )
    publication = facts(matter).to_post()
    assert publication is not None  # notice_is_frozen is a condition of the step
    attachment = attachments.attach(
        matter.dossier, file=photo, kind=AttachmentKind.PHOTO_POSTED, by=by, step=publication.kind
    )
    publications.post(publication, on=on, place=place, photo=attachment, by=by)
    line = f"{_name_of(publication)}张贴在{place}。"
    _tell(matter, MatterState(matter.state), line, by)
    if publication.role != NoticeRole.WITHDRAWAL:
        meet_orders(publication, by=by, on=on)
    return publication


@transaction.atomic
def take_down_notice(matter: Matter, *, by: User, on: date, photo: UploadedFile) -> Publication:
    """The public period is over and the paper comes down (登记揭下), with a last photo."""
    procedures.of(matter).take(
        matter, "take_down_notice", by=by, on=on, words=f"{by}登记公示期满揭下。"
    )
    publication = facts(matter).hanging()
    assert publication is not None  # notice_is_posted is a condition of the step
    attachment = attachments.attach(
        matter.dossier,
        file=photo,
        kind=AttachmentKind.PHOTO_TAKEN_DOWN,
        by=by,
        step=publication.kind,
    )
    publications.take_down(publication, on=on, photo=attachment, by=by)
    line = f"{publication.label}已经期满。"
    _tell(matter, MatterState(matter.state), line, by)
    return publication


def _name_of(publication: Publication) -> str:
    """What residents are told hangs there: a withdrawal must not read like the notice it withdraws."""
    if publication.role == NoticeRole.WITHDRAWAL:
        return "撤回公示"
    return "更正公示" if publication.role == NoticeRole.CORRECTION else "纸质公示"


def _earlier(matter: Matter) -> Publication | None:
    """The notice of an earlier resolution that was changed or undone since: the new one replaces it."""
    return next(
        (
            notice
            for notice in facts(matter).publications
            if notice.kind == PublicationKind.RESOLUTION
            and notice.superseded_by_id is None
            and notice.role != NoticeRole.WITHDRAWAL
        ),
        None,
    )


def _tell(matter: Matter, state: MatterState, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier, title=matter.dossier.title, stage=state.label, line=line, by=by
    )
