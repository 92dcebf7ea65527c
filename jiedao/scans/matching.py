"""What a code on a page leads to: a printed form or a notice of this unit, or nothing at all.

A code of another unit is no code here: it is answered like one that cannot be read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from jiedao.access.selectors import visible_dossiers
from jiedao.attachments.states import AttachmentKind
from jiedao.attachments.vault import Kept
from jiedao.documents import selectors as documents
from jiedao.documents.declared import DocumentType, Subject, shelf_of
from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.scans.declared import intake_of
from jiedao.scans.reading import Page

_FORM = re.compile(r"/f/([0-9A-Za-z-]{12,20})/?")
_NOTICE = re.compile(r"/board/([0-9A-Za-z-]{4,32})/verify/?")

GONE = "表头的码认出来了，但这张表说的会议或者环节已经取消。请核对后选它是什么材料。"
SEVERAL = "这一页上有{}个不同的码，分不清是哪一份。请选它是什么。"
UNKNOWN = "没有认出二维码。请看图片，选它是哪件事的哪张表。"


@dataclass(frozen=True)
class Match:
    """What one paper turned out to be; without a dossier, nothing is known of it."""

    dossier: Dossier | None = None
    label: str = ""
    document: str = ""
    subject: str = ""
    kind: str = ""
    step: str = ""
    publication: Publication | None = None
    why: str = UNKNOWN

    @property
    def is_whole(self) -> bool:
        """Whether everything is known that filing needs."""
        return self.dossier is not None and bool(self.kind)


NOTHING = Match()


@dataclass(frozen=True)
class Sorted:
    """Pages of a file that belong to one paper (同一份的各页), counted from one."""

    first: int
    last: int
    match: Match
    shown: tuple[Kept, ...]


@dataclass
class Sorting:
    """Sorting the pages of a file into papers, for one unit and in the name of one person.

    `named` is the code of the form the person said it was.
    """

    unit: Unit
    user: User
    named: str = ""
    known: dict[str, Match | None] = field(default_factory=dict)

    def papers(self, pages: Iterable[Page]) -> list[Sorted]:
        """Pages with a code begin a paper; pages without one belong to the paper before them."""
        found: list[Sorted] = []
        read = [(page, *self._of(page)) for page in pages]
        whole = form_match(self.named, unit=self.unit, user=self.user) if self.named else None
        # What was named holds for the file as a whole, and only while no code in it says otherwise.
        if whole and whole.is_whole and all(match == whole for _, codes, match in read if codes):
            return [Sorted(1, len(read), whole, tuple(page.shown for page, _, _ in read))]
        for place, (page, codes, match) in enumerate(read, start=1):
            before = found[-1] if found else None
            if before and (not codes or self._goes_on(before.match, match)):
                shown = (*before.shown, page.shown)
                found[-1] = Sorted(before.first, place, before.match, shown)
            else:
                found.append(Sorted(place, place, match, (page.shown,)))
        return found

    def _goes_on(self, before: Match, match: Match) -> bool:
        return match == before and match.dossier is not None

    def _of(self, page: Page) -> tuple[int, Match]:
        """How many codes of ours are on a page, and what they lead to."""
        ours = [text for text in page.codes if _is_ours(text)]
        led = [self._led(text) for text in ours]
        found = list({_key(match): match for match in led if match is not None}.values())
        if len(found) > 1:
            return len(ours), Match(why=SEVERAL.format(len(found)))
        return len(ours), found[0] if found else NOTHING

    def _led(self, text: str) -> Match | None:
        if text not in self.known:
            self.known[text] = match_of(text, unit=self.unit, user=self.user)
        return self.known[text]


def match_of(text: str, *, unit: Unit, user: User) -> Match | None:
    """What the words of a code lead to; None when they lead nowhere for this unit and person."""
    path = text.removeprefix(settings.PUBLIC_URL)
    if form := _FORM.fullmatch(path):
        return form_match(form[1], unit=unit, user=user)
    if notice := _NOTICE.fullmatch(path):
        found = Publication.objects.filter(number=notice[1]).select_related("dossier__unit").first()
        return notice_match(found) if found and _is_own(found.dossier, unit, user) else None
    return None


def form_match(code: str, *, unit: Unit, user: User) -> Match | None:
    """The form with a code, scanned or typed."""
    form = documents.by_code(code)
    if form is None or not _is_own(form.dossier, unit, user):
        return None
    shelf = shelf_of(form.dossier.kind)
    document = shelf.find(form.document) if shelf else None
    if shelf is None or document is None:
        return None
    record = shelf.load(form.dossier)
    subjects = document.subjects(record) if record else ()
    about = next((one for one in subjects if one.key == form.subject), None)
    if about is None:
        return Match(form.dossier, document.name, why=GONE)
    return match_about(form.dossier, document, about)


def match_about(dossier: Dossier, document: DocumentType, about: Subject) -> Match:
    """A form of a dossier, about one meeting or none."""
    label = f"{document.name}·{about.label}" if about.label else document.name
    return Match(
        dossier, label, document.code, about.key, document.comes_back_as, about.step, why=""
    )


def notice_match(publication: Publication) -> Match:
    """A photograph of a notice: which clock it belongs to is for a person to say."""
    return Match(
        publication.dossier,
        f"{publication.label}的照片",
        subject=publication.number,
        step=publication.kind,
        publication=publication,
        why="",
    )


def kind_match(dossier: Dossier, kind: str) -> Match:
    """A paper of a dossier that is none of the printed forms."""
    return Match(dossier, str(AttachmentKind(kind).label), kind=kind, why="")


def _is_own(dossier: Dossier, unit: Unit, user: User) -> bool:
    return (
        dossier.unit.path.startswith(unit.path)
        and intake_of(dossier.kind) is not None
        and visible_dossiers(user).filter(pk=dossier.pk).exists()
    )


def _is_ours(text: str) -> bool:
    path = text.removeprefix(settings.PUBLIC_URL)
    return path != text and bool(_FORM.fullmatch(path) or _NOTICE.fullmatch(path))


def _key(match: Match) -> tuple[int, str, str]:
    return (match.dossier.pk if match.dossier else 0, match.document, match.subject)
