"""Checking one publication before anybody's eyes (查验): digests computed now, said in plain words."""

from dataclasses import dataclass

from jiedao.publications import canonical, selectors
from jiedao.publications.models import Publication


@dataclass(frozen=True)
class Check:
    """One thing that was checked: what, whether it holds, and both digests to compare by eye."""

    name: str
    holds: bool
    words: str
    frozen: str
    now: str


@dataclass(frozen=True)
class Verdict:
    """What the check found: the answer first, then what was compared."""

    genuine: bool
    checks: tuple[Check, ...]
    faults: tuple[str, ...]


def verdict(publication: Publication) -> Verdict:
    """Whether a publication is word for word what was frozen on its day."""
    before = selectors.link_before(publication)
    faults = tuple(selectors.faults_of(publication, previous=before, seq=publication.unit_seq))
    texts = [_text("公示全文", publication.full_text, publication.full_digest)]
    if publication.redacted_digest != publication.full_digest:
        texts.append(
            _text("隐去个人信息的文本", publication.redacted_text, publication.redacted_digest)
        )
    return Verdict(not faults, tuple(texts), faults)


def _text(name: str, text: str, frozen: str) -> Check:
    now = canonical.digest(text)
    holds = now == frozen
    words = "和定稿当天一字不差" if holds else "和定稿当天不一样，被改动过"
    return Check(name, holds, words, frozen, now)
