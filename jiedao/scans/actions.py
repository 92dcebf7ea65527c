"""Taking paper in: what was uploaded, what was read, where it went. Nothing is ever thrown away."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from jiedao.attachments import actions as attachments
from jiedao.attachments import content, gate, names, vault
from jiedao.attachments.models import Attachment
from jiedao.documents.models import PrintedForm
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking
from jiedao.lib.refusals import Refused, refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.scans import reading
from jiedao.scans.declared import Intake, intake_of
from jiedao.scans.matching import Match, Sorted, Sorting
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.reading import Reading
from jiedao.scans.states import PaperStatus, ScanStatus
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

log = logging.getLogger(__name__)

FILED = acts.declare("scans.file", "扫描归卷")
DISMISSED = acts.declare("scans.dismiss", "扫描件不归卷")

TAKEN = ("pdf", "jpg", "png")
ENDINGS = {content.MIMES[ending]: ending for ending in TAKEN}
CLAIM = timedelta(minutes=5)
BATCH = 20
WHY = {
    reading.TOO_MANY_PAGES: "页数太多，没有逐页识别。请分成几个文件重新上传，或者整份归入一件事项。",
    reading.BROKEN: "平台打不开这个文件，没有识别。请打开原件核对，选它是什么。",
}


@transaction.atomic
def upload(unit: Unit, *, file: UploadedFile, by: User, form: PrintedForm | None = None) -> Scan:
    """Take in a photograph or a scan (上传扫描件); it is read afterwards, in the background.

    `form` is the printed form that was named beforehand, by the code at its head.
    """
    duties.demand(by, OfficeDuty.SCAN, unit, act="上传扫描件")
    name = names.cleaned(file.name or "")
    if names.ending_of(name) not in TAKEN:
        raise refuse(
            "scan.ending",
            "这里只收照片（JPG、PNG）和扫描的PDF。",
            hint="Word、Excel文件请到事项页面的“上传文书”里上传。",
            field="file",
        )
    mime = gate.admit(file, name=name, pictures_only=False)
    kept = attachments.keep(file)
    before = Scan.objects.filter(unit=unit, sha256=kept.sha256).first()
    if before:
        raise refuse(
            "scan.twice",
            f"这个文件{clock.day_of(before.uploaded_at):%Y年%-m月%-d日}已经上传过，没有再存一份。",
            hint=f"在“扫描件”的“全部”里能找到它；那里没有的，请问{unit}的同事。",
            field="file",
        )
    return Scan.objects.create(
        unit=unit,
        name=name,
        sha256=kept.sha256,
        size=kept.size,
        mime=mime,
        uploaded_at=clock.now(),
        uploaded_by=by,
        form=form,
    )


def read_waiting(*, most: int = BATCH) -> int:
    """Read what was uploaded and not read yet (识别); how many. Safe when several do it at once."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=clock.now())
    waiting = Scan.objects.filter(free, status=ScanStatus.READING).order_by("id")
    return sum(read(pk) for pk in waiting.values_list("pk", flat=True)[:most])


def read(pk: int) -> bool:
    """Read one scan, unless another is at it; what is found in it is filed at once."""
    now = clock.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    unread = Scan.objects.filter(free, pk=pk, status=ScanStatus.READING)
    if not unread.update(claimed_until=now + CLAIM):
        return False
    scan = Scan.objects.select_related("unit", "uploaded_by", "form").get(pk=pk)
    papers = _enter(scan, reading.read(scan.sha256, scan.mime))
    for paper in papers:
        _file_what_is_known(paper, by=scan.uploaded_by)
    return True


def _enter(scan: Scan, found: Reading) -> list[ScannedPaper]:
    """Write down what papers a scan consists of; nothing when another reader was faster."""
    if found.fault:
        sorted_ = [Sorted(1, 1, Match(why=WHY[found.fault]), ())]
    else:
        named = scan.form.code if scan.form else ""
        sorted_ = Sorting(scan.unit, scan.uploaded_by, named).papers(found.pages)
    whole = vault.Kept(scan.sha256, scan.size)
    kept = [whole]
    if len(sorted_) > 1:
        kept = reading.cut(scan.sha256, [(one.first, one.last) for one in sorted_])
        if not kept:  # it can be read but not cut: a person sees to the whole of it
            shown = tuple(page.shown for page in found.pages)
            why = "这个文件里有几份表，平台没能分开。请分成几个文件重新上传，或者整份归入一件事项。"
            sorted_, kept = [Sorted(1, len(shown), Match(why=why), shown)], [whole]
    with transaction.atomic():
        rows = Scan.objects.filter(pk=scan.pk, status=ScanStatus.READING)
        done = ScanStatus.UNREADABLE if found.fault else ScanStatus.READ
        if not rows.update(status=done, claimed_until=None):
            return []
        return [_paper(scan, one, bytes_) for one, bytes_ in zip(sorted_, kept, strict=True)]


def _paper(scan: Scan, found: Sorted, kept: vault.Kept) -> ScannedPaper:
    return ScannedPaper.objects.create(
        scan=scan,
        unit=scan.unit,
        first_page=found.first,
        last_page=found.last,
        sha256=kept.sha256,
        size=kept.size,
        mime=scan.mime,
        shown=[page.sha256 for page in found.shown],
        shown_sizes=[page.size for page in found.shown],
        status=PaperStatus.READY if found.match.publication else PaperStatus.WAITING,
        **_known(found.match),
    )


def _known(match: Match) -> dict[str, object]:
    return {
        "dossier": match.dossier,
        "label": match.label,
        "document": match.document,
        "subject": match.subject,
        "kind": match.kind,
        "step": match.step,
        "publication": match.publication,
        "why": match.why,
    }


def _file_what_is_known(paper: ScannedPaper, *, by: User) -> None:
    """What was recognised goes to its dossier in the name of who uploaded it; else it waits, saying why."""
    if paper.dossier is None or not paper.kind:
        return
    match = Match(paper.dossier, paper.label, paper.document, paper.subject, paper.kind, paper.step)
    try:
        file_scan(paper, match=match, by=by)
    except Refused as refused:
        said = f"{refused.refusal.reason}{refused.refusal.hint}"
        rows = ScannedPaper.objects.filter(pk=paper.pk, status=PaperStatus.WAITING)
        rows.update(why=said[:400])


@transaction.atomic
def file_scan(paper: ScannedPaper, *, match: Match, by: User) -> ScannedPaper:
    """Put a paper into the dossier it belongs to (归卷), through the app's own step and its gate."""
    assert match.dossier is not None  # the form asks for it
    _demand(paper, by, act="把扫描件归卷")
    intake = intake_of(match.dossier.kind)
    dossier = dossiers.hold(match.dossier)
    held = _held(paper)
    record = intake.load(dossier) if intake else None
    if intake is None or record is None or not match.kind:
        raise refuse(
            "scan.no_place",
            "这类案卷不收扫描件，请重新选择事项和材料。",
            field="what",
        )
    attachment = _attached(paper, match, intake, record, by)
    words = f"{by}把扫描件归入案卷：{match.label}，"
    known = paper.document == match.document != "" and paper.subject == match.subject
    by_code = "上传时按表头二维码指明" if paper.scan.form_id else "按表头二维码认出"
    found = by_code if known else "由经办人认出"
    _settle(held, by, status=PaperStatus.FILED, attachment=attachment, why="", **_of(match))
    ledger.record(
        dossier,
        act=FILED,
        by=by,
        words=f"{words}{found}，原件{paper.pages_in_words}，原件摘要{paper.scan.sha256[:12]}。",
        data={"scan": paper.scan_id, "paper": paper.pk, "sha256": paper.scan.sha256},
    )
    return held


def _attached(
    paper: ScannedPaper, match: Match, intake: Intake, record: object, by: User
) -> Attachment:
    with as_upload(paper, name=f"{match.label}.{ENDINGS[paper.mime]}") as file:
        return intake.file(
            record, by=by, on=clock.today(), file=file, kind=match.kind, step=match.step
        )


def _of(match: Match) -> dict[str, object]:
    known = _known(match)
    del known["why"]
    return known


@transaction.atomic
def show_notice(paper: ScannedPaper, *, match: Match, by: User) -> ScannedPaper:
    """A person says which notice a photograph shows (认作公示照片); the clock is another step."""
    assert match.dossier
    _demand(paper, by, act="认扫描件")
    dossiers.hold(match.dossier)
    held = _held(paper)
    fresh = {"status": PaperStatus.READY, "settled_at": None, "settled_by": None, "reason": ""}
    return _write(held, **fresh, **_known(match))


@transaction.atomic
def used(paper: ScannedPaper, *, attachment: Attachment, by: User) -> ScannedPaper:
    """A photograph has started or ended the clock of its notice (登记张贴、登记揭下)."""
    dossiers.hold(attachment.dossier)
    held = _held(paper)
    return _settle(
        held,
        by,
        status=PaperStatus.FILED,
        dossier=attachment.dossier,
        attachment=attachment,
        kind=attachment.kind,
        label=str(attachment.get_kind_display()),
        why="",
    )


@transaction.atomic
def dismiss(paper: ScannedPaper, *, reason: str, by: User) -> ScannedPaper:
    """It has nothing to do with the office, or is of no use (不归卷); the bytes stay."""
    _demand(paper, by, act="处理扫描件")
    said = masking.refusal_sentence(masking.find_personal_data(reason))
    if said:
        raise refuse("scan.personal_data", said, field="reason")
    if not reason.strip():
        raise refuse("scan.no_reason", "请写明为什么不归卷。", field="reason")
    held = _held(paper)
    if held.status == PaperStatus.DISMISSED:
        raise refuse("scan.dismissed", "这份扫描件已经登记为不归卷。")
    settled = _settle(held, by, status=PaperStatus.DISMISSED, reason=reason.strip(), why="")
    ledger.record(
        paper.unit,
        act=DISMISSED,
        by=by,
        words=f"{by}登记一份扫描件不归卷：{reason.strip()}（原件摘要{paper.scan.sha256[:12]}）。",
        data={"scan": paper.scan_id, "paper": paper.pk},
    )
    return settled


@contextmanager
def as_upload(paper: ScannedPaper, *, name: str = "") -> Iterator[UploadedFile]:
    """The paper as if it had just been uploaded: what takes it in looks at it with the same gate."""
    file = vault.open_sound(paper.sha256)
    if file is None:
        raise refuse(
            "scan.broken",
            "这份扫描件的内容和上传时不一致或者已经不见，不能归卷。请告诉平台管理员从备份恢复，或者重新扫描上传。",
        )
    with file:
        said = name or f"{paper}.{ENDINGS[paper.mime]}"
        yield UploadedFile(File(file), name=said, content_type=paper.mime, size=paper.size)


def _demand(paper: ScannedPaper, by: User, *, act: str) -> None:
    duties.demand(by, OfficeDuty.SCAN, paper.unit, act=act)


def _held(paper: ScannedPaper) -> ScannedPaper:
    """The paper, locked; refused when another has filed it meanwhile."""
    rows = ScannedPaper.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("scan", "unit", "dossier").get(pk=paper.pk)
    demand_open(held)
    return held


def demand_open(paper: ScannedPaper) -> None:
    """Raise the refusal of a paper that is in its dossier already."""
    if paper.status == PaperStatus.FILED:
        raise refuse(
            "scan.filed",
            f"这份扫描件{paper.settled_by}已经归入《{paper.dossier.title if paper.dossier else ''}》，不用再办。",
        )


def _settle(paper: ScannedPaper, by: User, **columns: object) -> ScannedPaper:
    return _write(paper, settled_at=clock.now(), settled_by=by, **columns)


def _write(paper: ScannedPaper, **columns: object) -> ScannedPaper:
    for name, value in columns.items():
        setattr(paper, name, value)
    paper.save(update_fields=list(columns))
    return paper
