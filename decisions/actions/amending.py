"""Correcting and withdrawing a notice, and putting its paper up again (更正、撤回、重新张贴)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import PUBLISH_RESOLUTION, PUBLISH_RESULT, TAKE_DOWN
from decisions.models import Matter
from decisions.selectors import facts
from decisions.states import MatterState
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.lib.numerals import short_day as cn_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.actions import amending
from jiedao.publications.models import Publication
from jiedao.publications.states import PublicationKind

# Where a matter stands again when its notice is withdrawn, and which day is no longer true.
BACK_TO = {
    PublicationKind.RESOLUTION: (
        MatterState.RESOLVED,
        "resolution_published_on",
        PUBLISH_RESOLUTION,
    ),
    PublicationKind.RESULT: (MatterState.IMPLEMENTING, "result_published_on", PUBLISH_RESULT),
    PublicationKind.REVIEW: (MatterState.REVIEWED, "review_published_on", None),
}


@transaction.atomic
def correct_notice(
    matter: Matter, *, by: User, on: date, changes: Sequence[tuple[str, str]], reason: str
) -> Publication:
    """What the notice says wrong is put right by another one (更正公示); its period runs anew."""
    procedures.of(matter).demand(matter, "correct_notice", by=by, on=on)
    old = _standing(matter)
    fit_for_the_board(reason=reason)
    refuse_changed_decision(matter, old, changes)
    edition = procedures.of(matter).take(
        matter,
        "correct_notice",
        by=by,
        on=on,
        words=f"{by}发布更正公示，更正{old.document_number}{len(changes)}处：{reason}",
    )
    new = amending.correct(
        old,
        changes=changes,
        reason=reason,
        min_days=getattr(edition, _period(old)),
        basis=edition.source(_period(old)),
        edition=edition.code,
        by=by,
        on=on,
    )
    _tell(matter, "公示有误，已发布更正公示，正在张贴。", by)
    return new


@transaction.atomic
def withdraw_notice(matter: Matter, *, by: User, on: date, reason: str) -> Publication:
    """A notice that should not hang is withdrawn by another one (撤回公示)."""
    procedures.of(matter).demand(matter, "withdraw_notice", by=by, on=on)
    old = _standing(matter)
    fit_for_the_board(reason=reason)
    state, column, again = BACK_TO[PublicationKind(old.kind)]
    edition = procedures.of(matter).take(
        matter,
        "withdraw_notice",
        by=by,
        on=on,
        target=state,
        words=f"{by}撤回{old.document_number}：{reason}",
        sets={column: None},
    )
    new = amending.withdraw(
        old,
        reason=reason,
        min_days=getattr(edition, _period(old)),
        basis=edition.source(_period(old)),
        edition=edition.code,
        by=by,
        on=on,
    )
    if again:
        deadlines.open_limit(matter.dossier, again, start=on, edition=edition)
    _tell(matter, "原公示已撤回，撤回公示正在张贴。", by)
    return new


@transaction.atomic
def repost_notice(
    matter: Matter,
    *,
    by: User,
    on: date,
    broken_on: date,
    reason: str,
    place: str,
    photo: UploadedFile,
) -> Publication:
    """The paper was torn off or covered and hangs again (重新张贴): its period runs anew."""
    procedures.of(matter).demand(matter, "repost_notice", by=by, on=on)
    publication = facts(matter).hanging()
    assert publication is not None  # notice_is_posted is a condition of the step
    fit_for_the_board(reason=reason, place=place)
    ends_on = on + timedelta(days=publication.min_days)
    procedures.of(matter).take(
        matter,
        "repost_notice",
        by=by,
        on=on,
        words=f"{by}登记{publication.document_number}{cn_day(broken_on)}中断（{reason}），"
        f"{cn_day(on)}在{place}重新张贴，公示到{cn_day(ends_on)}。",
        starts={TAKE_DOWN.code: ends_on},
    )
    attachment = attachments.attach(
        matter.dossier, file=photo, kind=AttachmentKind.PHOTO_POSTED, by=by, step=publication.kind
    )
    amending.repost(
        publication,
        broken_on=broken_on,
        reason=reason,
        on=on,
        place=place,
        photo=attachment,
        by=by,
    )
    _tell(matter, f"纸质公示重新张贴在{place}，公示期重新计算。", by)
    return publication


def _period(old: Publication) -> str:
    """The rule that says how long a notice of this kind hangs."""
    return "review_publication" if old.kind == PublicationKind.REVIEW else "publication"


def refuse_changed_decision(
    matter: Matter, old: Publication, changes: Sequence[tuple[str, str]]
) -> None:
    """A correction puts a slip of the pen right; what the residents decided it cannot change."""
    for wrong, _ in changes:
        if old.kind == PublicationKind.RESOLUTION and wrong.strip() in matter.resolution_text:
            raise refuse(
                "matter.decision_stands",
                f"“{wrong.strip()}”是会议表决通过的决议内容，不能用更正公示改。",
                hint="决议内容要改的，要重新经过会议；表决的内容与公示不一致的，请先撤回公示。",
                field="changes",
            )


def _standing(matter: Matter) -> Publication:
    publication = facts(matter).current_publication()
    assert publication is not None  # a_notice_stands is a condition of the step
    return publication


def _tell(matter: Matter, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState(matter.state).label,
        line=line,
        by=by,
    )
