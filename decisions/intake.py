"""What a photograph or a scan may become (收件): through the own steps of what it belongs to."""

from collections.abc import Sequence

from decisions import access, actions, duties, forms, procedures
from decisions.historic import PAPERS
from decisions.models import ConveningRequest
from decisions.selectors.convening import request_of
from decisions.selectors.historic import historic_of
from decisions.states import Backers, ConveningState
from jiedao.attachments.states import AttachmentKind
from jiedao.scans.declared import Board, Intake, declare
from jiedao.scans.models import ScannedPaper


def _names_to_count(papers: Sequence[ScannedPaper]) -> dict[int, tuple[str, str]]:
    """A signed sheet counts for nothing until a person has ticked or counted the names on it."""
    keys = {paper.dossier_id for paper in papers if paper.kind == AttachmentKind.SIGNATURES}
    waiting = ConveningRequest.objects.filter(pk__in=keys, state=ConveningState.RECEIVED)
    ways = {
        request.pk: ("照着勾名字", "tick_names")
        if request.backers == Backers.REPRESENTATIVES
        else ("照着登记签名数", "enter_sheet")
        for request in waiting
    }
    return {
        paper.pk: ways[paper.dossier_id]
        for paper in papers
        if paper.kind == AttachmentKind.SIGNATURES and paper.dossier_id in ways
    }


INTAKE = declare(
    Intake(
        duties.MATTER.code,
        "decisions",
        access.matter_of,
        actions.attach,
        (
            AttachmentKind.PHOTO,
            AttachmentKind.SIGNATURES,
            AttachmentKind.OWNER_SHEET,
            AttachmentKind.CONTRACT,
            AttachmentKind.ACCEPTANCE,
            AttachmentKind.ACCOUNTS,
            AttachmentKind.OTHER,
        ),
        signing_in="sign_in",
        counting="count_votes",
        board=Board(
            procedures.of,
            "post_notice",
            forms.PostNoticeForm,
            ("take_down_notice", "repost_notice"),
        ),
    )
)

OF_REQUESTS = declare(
    Intake(
        duties.CONVENING.code,
        "decisions",
        request_of,
        actions.attach_signatures,
        (AttachmentKind.SIGNATURES, AttachmentKind.OTHER),
        leads=_names_to_count,
    )
)

OF_OLD_MATTERS = declare(
    Intake(
        duties.HISTORIC.code,
        "decisions",
        historic_of,
        actions.attach_historic,
        PAPERS,
        kept_closed=True,
    )
)
