"""Which documents a kind of dossier has (文书目录): declared once, by the app that knows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from jiedao.attachments.models import Attachment
from jiedao.documents.blocks import Document
from jiedao.dossiers.models import Dossier


@dataclass(frozen=True)
class Subject:
    """What one document is about: the record, its key in an address, and what tells it apart.

    `step` is where the scan of a form belongs; with `heads` its documents stand together under
    the label.
    """

    record: Any
    key: str = ""
    label: str = ""
    step: str = ""
    heads: bool = False


@dataclass(frozen=True)
class DocumentType:
    """One document of a procedure (文书): what it is called, what it can be printed for, its words.

    `subjects` says for what it can be printed now: nothing before its step. `build` writes it.
    A form (`is_form`) carries a code; `comes_back_as` is the kind of attachment its scan becomes.
    """

    code: str
    name: str
    group: str
    subjects: Callable[[Any], Iterable[Subject]]
    build: Callable[[Subject], Document]
    is_form: bool = False
    comes_back_as: str = ""


@dataclass(frozen=True)
class Part:
    """One paper of a casefile: what it is, who made it, when; either drawn or a file on record."""

    title: str
    maker: str
    on: date
    draw: Callable[[], Document] | None = None
    attachment: Attachment | None = None


@dataclass(frozen=True)
class Binding:
    """How the casefile of a kind of dossier is bound (案卷装订).

    `parts` are its papers in their order; `cover` is told how many pages there are, `contents` on
    which page each part begins.
    """

    parts: Callable[[Any], list[Part]]
    cover: Callable[[Any, list[Part], str], Document]
    contents: Callable[[Any, list[Part], list[str]], Document]


@dataclass(frozen=True)
class Shelf:
    """The documents of one kind of dossier, in the order of the procedure (文书柜).

    `load` reads the app's record of a dossier, None when there is none; `upload` is the name of the address that takes a
    scan in.
    """

    kind: str
    load: Callable[[Dossier], Any]
    documents: tuple[DocumentType, ...]
    upload: str = ""
    binding: Binding | None = None

    def find(self, code: str) -> DocumentType | None:
        return next((document for document in self.documents if document.code == code), None)


_SHELVES: dict[str, Shelf] = {}


def declare(shelf: Shelf) -> Shelf:
    """Make the documents of a kind of dossier known; the same kind or code twice is refused."""
    codes = [document.code for document in shelf.documents]
    if shelf.kind in _SHELVES or len(set(codes)) != len(codes):
        raise ImproperlyConfigured(f"案卷类别“{shelf.kind}”的文书重复。")
    _SHELVES[shelf.kind] = shelf
    return shelf


def shelf_of(kind: str) -> Shelf | None:
    """The documents of a kind of dossier."""
    return _SHELVES.get(kind)


def all_shelves() -> dict[str, Shelf]:
    return dict(_SHELVES)
