"""What a signed sheet or a photograph of an activity may become (收件): through the activity's own step."""

from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from jiedao.activities import actions
from jiedao.activities.documents import load
from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Activity
from jiedao.activities.views.attaching import KINDS
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.people.models import User
from jiedao.scans.declared import Intake, declare
from jiedao.scans.models import ScannedPaper


def _take_in(
    record: Activity, *, by: User, on: date, file: UploadedFile, kind: str, step: str
) -> Attachment:
    """The same gate as an upload by hand."""
    return actions.attach(record, by=by, kind=kind, file=file)


def _names_to_tick(papers: Sequence[ScannedPaper]) -> dict[int, tuple[str, str]]:
    """A signed sheet counts for nothing until a person has ticked its names (登记召开)."""
    sheets = [paper for paper in papers if paper.kind == AttachmentKind.SIGNIN_SHEET]
    keys = {paper.dossier_id for paper in sheets}
    rows = Activity.objects.filter(pk__in=keys).select_related("dossier")
    waiting = {activity.pk for activity in rows if activity.is_planned}
    return {paper.pk: ("照着勾名字", "hold") for paper in sheets if paper.dossier_id in waiting}


# A meeting that needs nothing more is closed; its sheet may come back all the same.
INTAKE = declare(
    Intake(
        ACTIVITY.code,
        "activities",
        load,
        _take_in,
        KINDS,
        leads=_names_to_tick,
        kept_closed=True,
    )
)
