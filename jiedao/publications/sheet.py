"""One publication as its page shows it: everything on the paper comes from the frozen text."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiedao.lib.addresses import address
from jiedao.publications import canonical, period
from jiedao.publications.canonical import Block
from jiedao.publications.models import Publication


@dataclass(frozen=True)
class Sheet:
    """The paper on the wall, for components/_sheet.html."""

    organ_parts: tuple[str, ...]
    docno: str
    title: str
    blocks: tuple[Block, ...]
    sign: str
    sign_on: date | None


def paper(text: str) -> Sheet:
    """The paper a canonical text stands for."""
    document = canonical.parse(text)
    signature = document.signature
    return Sheet(
        document.organ,
        document.document_number,
        document.title,
        document.body,
        signature.text,
        signature.on,
    )


def is_frozen(publication: Publication, text: str) -> bool:
    """Whether a text is one of the two that were frozen, by its digest."""
    return canonical.digest(text) in (publication.full_digest, publication.redacted_digest)


def of(publication: Publication, *, today: date) -> dict[str, Any]:
    """What the page of a publication shows on a day."""
    state = getattr(publication.dossier, "public_state", None)
    number = [publication.number]
    text = publication.text_on(today)
    shows_photos = publication.shows_photos(today)
    return {
        "publication": publication,
        "kind": publication.label,
        # A text that is not the frozen one is not shown as if it were; one withdrawn is not shown.
        "sheet": paper(text)
        if is_frozen(publication, text) and not publication.is_withdrawn
        else None,
        "is_withdrawn": publication.is_withdrawn,
        "later": publication.superseded_by,
        "earlier": publication.about,
        "clock": period.clock_on(publication, today),
        "is_redacted": text != publication.full_text,
        "state": state,
        "code": publication.code,
        "qr_url": address("publications:qr", *number),
        "verify_url": address("publications:verify", *number),
        "photo_posted_url": (
            address("publications:photo_posted", *number)
            if publication.posted_photo_id and shows_photos
            else ""
        ),
        "photo_taken_down_url": (
            address("publications:photo_taken_down", *number)
            if publication.taken_down_photo_id and shows_photos
            else ""
        ),
    }
