"""Reading what came back on paper: the list, one paper, and where it may go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from jiedao.access.desks import units_seen_to
from jiedao.access.held import Holdings
from jiedao.access.selectors import Viewer, dossiers_seen, holdings, viewer_of
from jiedao.attachments import vault
from jiedao.attachments.states import AttachmentKind
from jiedao.documents import selectors as documents
from jiedao.documents.declared import shelf_of
from jiedao.documents.models import PrintedForm
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.dossiers.selectors import matching_text
from jiedao.lib import clock, numerals
from jiedao.lib.clock import day_of
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingStatus
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.scans.declared import intake_of, kinds_kept_closed, taking_kinds
from jiedao.scans.matching import Match, form_match, kind_match, match_about, notice_match
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import OPEN, PaperStatus, ScanStatus
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

PAGE, BEING_READ, FOUND = 20, 20, 10
CHIPS = {PaperStatus.WAITING: "soon", PaperStatus.READY: "soon", PaperStatus.FILED: "ok"}


@dataclass(frozen=True)
class Row:
    """A paper as the list shows it: what it is, where it went or why not, and the one thing to do."""

    paper: ScannedPaper
    word: str
    chip: str
    said: str
    came: str
    url: str
    picture_url: str
    dossier_url: str
    act: str
    act_url: str


@dataclass(frozen=True)
class Found:
    """One page of the list, newest first."""

    rows: list[Row]
    newer: int = 0
    older: int = 0


@dataclass(frozen=True)
class Choice:
    """What a paper may be: a form, a notice, or a kind of material."""

    value: str
    label: str
    group: str
    match: Match


def visible_to(user: User) -> QuerySet[ScannedPaper]:
    """The papers that are a person's to see to, and of no dossier that is closed to him.

    Whose a paper is, `_lying_with` says.
    """
    return _seen_by(viewer_of(user), user.pk, clock.today())


def _seen_by(viewer: Viewer, user: int, today: date) -> QuerySet[ScannedPaper]:
    mine = _lying_with(viewer.held, user, today, uploader="scan__uploaded_by")
    seen = dossiers_seen(viewer, prefix="dossier__")
    return ScannedPaper.objects.filter(mine & (Q(dossier=None) | seen))


def _lying_with(held: Holdings, user: int, today: date, *, uploader: str) -> Q:
    """The WHERE of the paper that lies with a person (扫描件由谁处理).

    Paper lies with those who hold the duty at its very unit, and with who uploaded it, while he holds
    the duty over that unit: the street's scanner follows what it handed in for the communities. It is
    not read from above: on a paper nobody has recognised yet may stand anything about anybody of the
    community. Only where a unit has nobody of its own (a vacant post, communities that were merged)
    does it lie with those above, as a limit does; else it would lie with no one.
    """
    duty = OfficeDuty.SCAN
    own = held.at(duty, prefix="unit__") | Q(**{uploader: user})
    left = ~Q(unit__in=units_seen_to(duty, today=today))
    return held.within(duty, prefix="unit__") & (own | left)


def with_their_rows(user: User) -> QuerySet[ScannedPaper]:
    """The same with all a list shows of them (`rows_of`)."""
    return visible_to(user).select_related("scan__uploaded_by", "unit", "dossier", "publication")


def get_visible(user: User, pk: int) -> ScannedPaper:
    """One paper; 404 when there is none or it may not be known."""
    rows = visible_to(user).select_related(
        "scan__uploaded_by", "unit", "dossier__unit", "publication", "attachment", "settled_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pictured(user: User, pk: int) -> ScannedPaper:
    """A paper whose pages are looked at: also by who sees the dossier it was filed in."""
    viewer = viewer_of(user)
    seen = dossiers_seen(viewer, prefix="dossier__")
    mine = _lying_with(viewer.held, user.pk, clock.today(), uploader="scan__uploaded_by")
    filed = Q(status=PaperStatus.FILED) & seen
    rows = ScannedPaper.objects.filter(mine & (Q(dossier=None) | seen) | filed)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def scans_of(user: User) -> QuerySet[Scan]:
    """The files that lie with a person as their papers do."""
    mine = _lying_with(holdings(user), user.pk, clock.today(), uploader="uploaded_by")
    return Scan.objects.filter(mine).select_related("unit", "uploaded_by")


def get_scan(user: User, pk: int) -> Scan:
    """One of them; 404 when there is none or it may not be known."""
    found = scans_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def being_read(user: User) -> list[Scan]:
    """What was uploaded and is not read yet, newest first."""
    rows = scans_of(user).filter(status=ScanStatus.READING)
    return list(rows.order_by("-id")[:BEING_READ])


def waiting(viewer: Viewer, user: int, today: date) -> QuerySet[ScannedPaper]:
    """The papers that lie with a person and wait for somebody."""
    return _seen_by(viewer, user, today).filter(status__in=OPEN)


def page_of(user: User, *, only_open: bool, older: int = 0, newer: int = 0) -> Found:
    """One page of the list."""
    rows = with_their_rows(user)
    if only_open:
        rows = rows.filter(status__in=OPEN)
    if newer:
        found = list(reversed(rows.filter(pk__gt=newer).order_by("pk")[: PAGE + 1]))
        more_newer, found = len(found) > PAGE, found[-PAGE:]
        more_older = True
    else:
        found = list((rows.filter(pk__lt=older) if older else rows).order_by("-pk")[: PAGE + 1])
        more_newer, more_older, found = bool(older), len(found) > PAGE, found[:PAGE]
    return Found(
        list(rows_of(found)),
        found[0].pk if found and more_newer else 0,
        found[-1].pk if found and more_older else 0,
    )


def rows_of(papers: Iterable[ScannedPaper]) -> Iterator[Row]:
    """Papers as the list shows them; one query more for all their meetings, and one for each kind
    of dossier whose papers lead on."""
    papers = list(papers)
    meetings, led = _meetings_of(papers), _led(papers)
    for paper in papers:
        yield _row(paper, led.get(paper.pk) or _of_meeting(paper, meetings))


def matters_for(user: User, paper: ScannedPaper, typed: str) -> list[Dossier]:
    """Dossiers of the paper's unit that take paper in now: those with the words, else the latest."""
    seen = dossiers_seen(viewer_of(user))
    taking = Q(closed_on=None) | Q(kind__in=kinds_kept_closed())
    rows = Dossier.objects.filter(seen, taking, kind__in=taking_kinds()).within(paper.unit)
    if typed.strip():
        rows = rows.filter(pk__in=matching_text(typed).values("dossier"))
    return list(rows.select_related("unit").order_by("-last_act_on", "-id")[:FOUND])


def matter_of(user: User, paper: ScannedPaper, number: str) -> Dossier:
    """One of those dossiers by its number; 404 when it may not be known or takes nothing in."""
    found = found_matter(user, paper, number)
    if found is None:
        raise Http404
    return found


def found_matter(user: User, paper: ScannedPaper, number: str) -> Dossier | None:
    """The same dossier for who says why there is none."""
    seen = dossiers_seen(viewer_of(user))
    rows = Dossier.objects.filter(seen, number=number, kind__in=taking_kinds()).within(paper.unit)
    return rows.select_related("unit").first()


def typed_match(user: User, paper: ScannedPaper, typed: str) -> Match | None:
    """The form whose code was copied by hand from the head of the page."""
    return form_match(typed, unit=paper.unit, user=user)


@dataclass(frozen=True)
class Named:
    """The form an upload is for, as its code has named it; `why` says what keeps it from being one."""

    form: PrintedForm
    label: str
    dossier: Dossier
    page_url: str
    why: str


def named_form(user: User, code: str) -> Named | None:
    """The form with a code, for who takes paper in where it belongs; None for anybody else."""
    form = documents.by_code(code) if code else None
    if form is None or not duties.holds(user, OfficeDuty.SCAN, form.dossier.unit):
        return None
    match = form_match(form.code, unit=form.dossier.unit, user=user)
    if match is None:
        return None
    where = reverse(all_kinds()[form.dossier.kind].page, args=[form.dossier.number])
    return Named(form, match.label, form.dossier, where, match.why)


def choices_of(dossier: Dossier) -> list[Choice]:
    """Everything a paper of this dossier may be: its forms, its notices, other material."""
    shelf, intake = shelf_of(dossier.kind), intake_of(dossier.kind)
    if intake is None:
        return []
    record = intake.load(dossier)
    found = []
    for document in shelf.documents if shelf else ():
        if not document.comes_back_as:
            continue
        for about in document.subjects(record):
            match = match_about(dossier, document, about)
            value = f"form:{document.code}:{about.key}"
            found.append(Choice(value, match.label, "打印出去的表", match))
    for notice in dossier.publications.filter(superseded_by=None).order_by("id"):
        match = notice_match(notice)
        found.append(Choice(f"notice:{notice.number}", match.label, "公示照片", match))
    for kind in intake.kinds:
        label = str(AttachmentKind(kind).label)
        found.append(Choice(f"kind:{kind}", label, "其他材料", kind_match(dossier, kind)))
    return found


def why_over(notice: Publication) -> str:
    """Why a photograph of a notice is of no more use; empty while it is."""
    if notice.superseded_as:
        fate = notice.get_superseded_as_display()
        return f"这份公示{fate}，照片不能再用来登记。请换贴后来的公示，重新拍照。"
    if notice.struck_as:
        return f"这份公示因{notice.get_struck_as_display()}不再有效，照片不能再用来登记。"
    if notice.taken_down_on:
        day = numerals.long_day(notice.taken_down_on)
        return f"这份公示{day}已经登记揭下，照片不用再登记。没有别的用处的，请在下面“不归卷”。"
    return ""


def pictures_of(dossier: Dossier, kind: str, subject: str) -> list[str]:
    """The pages of the filed papers of one kind about one meeting: to tick names by."""
    papers = ScannedPaper.objects.filter(
        dossier=dossier, kind=kind, subject=subject, status=PaperStatus.FILED
    ).order_by("id")
    return [url for paper in papers for url in picture_urls(paper)]


def picture_urls(paper: ScannedPaper) -> list[str]:
    """Where the pictures of the pages are."""
    pages = range(1, len(paper.shown) + 1)
    return [reverse("scans:picture", args=[paper.pk, place]) for place in pages]


def broken_scans() -> Iterator[str]:
    """A sentence for every scan whose bytes are missing or changed (扫描件校验)."""
    for scan in Scan.objects.order_by("id").iterator(chunk_size=500):
        if not vault.is_sound(scan.sha256):
            yield f"扫描原件{scan.pk}“{scan.name}”的内容不见了或者被改动过，请从备份恢复。"
    papers = ScannedPaper.objects.order_by("id")
    for paper in papers.iterator(chunk_size=500):
        if not vault.is_sound(paper.sha256):
            yield f"扫描件{paper.pk}的内容不见了或者被改动过，请从备份恢复。"


def counted() -> int:
    """How many scans there are to check."""
    return Scan.objects.count() + ScannedPaper.objects.count()


def _meeting_key(paper: ScannedPaper) -> int:
    of_meeting = paper.kind in (AttachmentKind.SIGNIN_SHEET, AttachmentKind.COUNT_SHEET)
    filed = paper.status == PaperStatus.FILED and of_meeting
    return int(paper.subject) if filed and paper.subject.isdecimal() else 0


def _meetings_of(papers: list[ScannedPaper]) -> dict[int, Meeting]:
    keys = {key for paper in papers if (key := _meeting_key(paper))}
    if not keys:
        return {}
    came = Count("roster", filter=Q(roster__present=True))
    rows = Meeting.objects.filter(status=MeetingStatus.NOTICED, pk__in=keys).annotate(came=came)
    return {meeting.pk: meeting for meeting in rows}


def _led(papers: list[ScannedPaper]) -> dict[int, tuple[str, str]]:
    """What filed papers lead to by their own app's word; asked once for each kind of dossier."""
    filed: dict[str, list[ScannedPaper]] = {}
    for paper in papers:
        if paper.status == PaperStatus.FILED and paper.dossier:
            filed.setdefault(paper.dossier.kind, []).append(paper)
    found = {}
    for kind, some in filed.items():
        intake = intake_of(kind)
        if intake and intake.leads:
            led, by_key = intake.leads(some), {paper.pk: paper for paper in some}
            for pk, (word, code) in led.items():
                found[pk] = (word, _step(by_key[pk], intake.space, code))
    return found


def _row(paper: ScannedPaper, led: tuple[str, str]) -> Row:
    scan, dossier = paper.scan, paper.dossier
    act, act_url = led
    url = reverse("scans:paper", args=[paper.pk])
    pages = f"，{paper.pages_in_words}" if scan.mime == "application/pdf" else ""
    pictures = picture_urls(paper)
    return Row(
        paper,
        _word(paper),
        CHIPS.get(PaperStatus(paper.status), ""),
        paper.why or paper.reason,
        f"{scan.name}{pages}，{scan.uploaded_by}{numerals.short_day(day_of(scan.uploaded_at))}上传",
        url,
        pictures[0] if pictures else "",
        reverse(all_kinds()[dossier.kind].page, args=[dossier.number]) if dossier else "",
        act or _to_do(paper),
        act_url or url,
    )


def _to_do(paper: ScannedPaper) -> str:
    """What a person does with a paper that is not filed yet: 选择案卷, 登记张贴."""
    if paper.status == PaperStatus.WAITING:
        return "选择案卷"
    return _word(paper).removeprefix("等") if paper.is_open else ""


def _word(paper: ScannedPaper) -> str:
    notice = paper.publication if paper.status == PaperStatus.READY else None
    if notice and notice.posted_on is None:
        return "等登记张贴"
    if notice and notice.ends_on and notice.ends_on < clock.today():
        return "等登记揭下"
    return str(paper.get_status_display())


def _of_meeting(paper: ScannedPaper, meetings: dict[int, Meeting]) -> tuple[str, str]:
    """What the signed sheet of a meeting still asks of somebody, and where; else two empty texts."""
    intake = intake_of(paper.dossier.kind) if paper.dossier else None
    meeting = meetings.get(_meeting_key(paper))
    if intake is None or meeting is None:
        return "", ""
    came = vars(meeting)["came"]
    if paper.kind == AttachmentKind.SIGNIN_SHEET and not came:
        return "照着勾名字", _step(paper, intake.space, intake.signing_in)
    if paper.kind == AttachmentKind.COUNT_SHEET and came:
        return "照着登记表决", _step(paper, intake.space, intake.counting)
    return "", ""


def _step(paper: ScannedPaper, space: str, code: str) -> str:
    assert paper.dossier
    return f"{reverse(f'{space}:{code}', args=[paper.dossier.number])}?scan={paper.pk}"
