"""What can be printed of a dossier now, one document of it, and whose form a code is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404

from jiedao.access.selectors import visible_dossiers
from jiedao.documents.blocks import Mark
from jiedao.documents.declared import DocumentType, Shelf, Subject, shelf_of
from jiedao.documents.models import PrintedForm
from jiedao.dossiers.models import Dossier
from jiedao.lib import codes
from jiedao.lib.addresses import address
from jiedao.people.models import User

PDF, DOCX = "pdf", "docx"
FORMATS = (PDF, DOCX)


@dataclass(frozen=True)
class Printable:
    """One document as components/_documents.html lists it."""

    name: str
    said: str
    group: str
    is_form: bool
    number: str
    code: str
    subject: str

    @property
    def pdf_url(self) -> str:
        return self._file(PDF)

    @property
    def docx_url(self) -> str:
        return self._file(DOCX)

    @property
    def print_url(self) -> str:
        return address("documents:print", self.number, self.code)

    def _file(self, made: str) -> str:
        if self.subject:
            return address("documents:download_about", self.number, self.code, self.subject, made)
        return address("documents:download", self.number, self.code, made)


@dataclass(frozen=True)
class Asked:
    """One document that somebody may have: of which dossier, about what."""

    dossier: Dossier
    shelf: Shelf
    document: DocumentType
    subject: Subject

    @property
    def name(self) -> str:
        return (
            f"{self.document.name}（{self.subject.label}）"
            if self.subject.label
            else self.document.name
        )


def printables(dossier: Dossier, record: Any) -> list[Printable]:
    """The documents of a dossier that can be printed now, in the order of the procedure.

    Asks the database nothing that the page of the record has not read already.
    """
    shelf = shelf_of(dossier.kind)
    if shelf is None:
        return []
    return [
        _printable(dossier, document, about)
        for document in shelf.documents
        for about in document.subjects(record)
    ]


def printables_about(dossier: Dossier, key: str) -> list[Printable]:
    """The documents of one meeting or one publication of a dossier."""
    shelf = shelf_of(dossier.kind)
    record = shelf.load(dossier) if shelf else None
    return [row for row in printables(dossier, record) if row.subject == key] if record else []


@dataclass(frozen=True)
class Group:
    """The documents of one step, or of one meeting."""

    name: str
    rows: list[Printable]


def in_groups(rows: Iterable[Printable]) -> list[Group]:
    """The documents by the step or meeting they belong to, in the order of the procedure."""
    groups: dict[str, list[Printable]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return [Group(name, found) for name, found in groups.items()]


def get_visible(user: User, number: str, code: str, key: str) -> Asked:
    """A document of a dossier the person may see; 404 when hidden, unknown, or not yet to be had."""
    dossier = (
        visible_dossiers(user).filter(number=number).select_related("unit__parent__parent").first()
    )
    shelf = shelf_of(dossier.kind) if dossier else None
    document = shelf.find(code) if shelf else None
    if dossier is None or shelf is None or document is None:
        raise Http404
    record = shelf.load(dossier)
    about = _about(document.subjects(record), key) if record else None
    if about is None:
        raise Http404
    return Asked(dossier, shelf, document, about)


def form_of(asked: Asked) -> PrintedForm | None:
    """The code under which this form went out, if it did."""
    return PrintedForm.objects.filter(
        dossier=asked.dossier, document=asked.document.code, subject=asked.subject.key
    ).first()


def by_code(typed: str) -> PrintedForm | None:
    """The form with a code, however it was typed."""
    try:
        code = codes.normalise_form_code(typed)
    except ValueError:
        return None
    return PrintedForm.objects.filter(code=code).select_related("dossier__unit__parent").first()


def mark_of(form: PrintedForm) -> Mark:
    """What stands at the head of every page of a form: its code, and the address in its QR code."""
    where = f"{settings.PUBLIC_URL}{address('forms:printed_form', form.code)}"
    return Mark(where, codes.form_code_in_groups(form.code))


def name_of(form: PrintedForm) -> str:
    """What a form is called: 签到表."""
    shelf = shelf_of(form.dossier.kind)
    document = shelf.find(form.document) if shelf else None
    return document.name if document else "表"


def may_see(user: User, form: PrintedForm) -> bool:
    return visible_dossiers(user).filter(pk=form.dossier_id).exists()


def _about(subjects: Iterable[Subject], key: str) -> Subject | None:
    return next((about for about in subjects if about.key == key), None)


def _printable(dossier: Dossier, document: DocumentType, about: Subject) -> Printable:
    name = document.name if about.heads or not about.label else f"{document.name}（{about.label}）"
    return Printable(
        name,
        f"{name}{about.label}",
        about.label if about.heads else document.group,
        document.is_form,
        dossier.number,
        document.code,
        about.key,
    )
