"""Taking old matters over from Excel (历史补录): all of a file or nothing of it."""

import hashlib
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import duties, historic
from decisions.duties import Duty
from decisions.historic import Reading
from decisions.models import HistoricImport, HistoricMatter
from decisions.selectors.historic import taken_before, units_of
from jiedao.access.selectors import holdings
from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.refusals import FORBIDDEN, Refused, refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User

IMPORTED = acts.declare("historic.import", "历史补录")
PAPER_ADDED = acts.declare("historic.attach", "补录档案")
LABEL = "历史补录"


def read_historic(content: bytes, *, filename: str, by: User) -> Reading:
    """Look at a file before anything is taken over (预览)."""
    if not holdings(by).anywhere(Duty.HISTORIC):
        raise _no_duty("您")
    try:
        return historic.read(content, filename, units_of(by), today=clock.today())
    except ValueError as wrong:
        raise refuse("historic.unreadable", str(wrong), field="file") from wrong


@transaction.atomic
def import_historic(content: bytes, *, filename: str, by: User) -> HistoricImport:
    """Take a file over whole (历史补录): one fault and nothing is; what is known is not entered twice."""
    reading = read_historic(content, filename=filename, by=by)
    if reading.faults:
        raise refuse(
            "historic.faults",
            f"表格里还有{len(reading.faults)}处要改，一件也没有补录。",
            field="file",
        )
    known = taken_before(row.digest for row in reading.rows)
    fresh = [row for row in reading.rows if row.digest not in known]
    if not fresh:
        raise refuse(
            "historic.known",
            f"这张表里的{len(reading.rows)}件以前都补录过，没有重复登记。",
            field="file",
        )
    batch = HistoricImport.objects.create(
        filename=filename[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        taken=len(fresh),
        known=len(known),
        imported_at=clock.now(),
        imported_by=by,
    )
    for row in fresh:
        dossier = dossiers.open_dossier(
            kind=duties.HISTORIC.code,
            prefix=duties.HISTORIC.prefix,
            title=row.title,
            unit=row.unit,
            by=by,
            opened_on=row.values["decided_on"],
            state_label=LABEL,
            is_of_before=True,
        )
        dossier.closed_on = dossier.last_act_on
        dossier.save(update_fields=["closed_on"])
        record = HistoricMatter.objects.create(
            dossier=dossier, digest=row.digest, batch=batch, **row.values
        )
        ledger.record(
            dossier,
            act=IMPORTED,
            by=by,
            words=f"{by}从表格补录，档案出处：{record.source}；不经过程序，只供查阅。",
            data={"batch": batch.pk, "line": row.line},
        )
        dossiers.make_findable(record, LABEL, record.resolution)
    return batch


@transaction.atomic
def attach_historic(
    record: HistoricMatter, *, by: User, on: date, file: UploadedFile, kind: str, step: str = ""
) -> Attachment:
    """Put an old paper to the matter it decided (补录档案): who may take old matters over may do it.

    The dossier is closed and stays closed; nothing is judged by the paper.
    """
    dossier = dossiers.hold(record.dossier)
    demand_historic(dossier.unit, by=by)
    attachment = attachments.attach(dossier, file=file, kind=kind, by=by, step=step)
    ledger.record(
        dossier,
        act=PAPER_ADDED,
        by=by,
        words=f"{by}补录档案里的{attachment.get_kind_display()}，档案出处：{record.source}。",
        occurred_on=on,
        data={"attachment": attachment.pk},
    )
    return attachment


def demand_historic(unit: Unit, *, by: User) -> None:
    """Raise the refusal of who may not take old matters over for a unit."""
    if not holdings(by).covers(Duty.HISTORIC, unit):
        raise _no_duty(f"您在{unit}")


def _no_duty(whose: str) -> Refused:
    return refuse(
        "historic.no_duty",
        f"历史补录要由负责“{Duty.HISTORIC.label}”的人办理，{whose}没有这项职责。",
        status=FORBIDDEN,
    )
