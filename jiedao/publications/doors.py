"""Where residents go from a publication: each app says where its matter is told from the beginning,
and where objections are said."""

from datetime import date

from jiedao.dossiers.models import Dossier
from jiedao.lib.addresses import address
from jiedao.publications.models import Publication
from jiedao.publications.states import NoticeRole

_DOORS: dict[str, str] = {}
_STORIES: dict[str, str] = {}


def declare(kind: str, *, objections: str, story: str) -> None:
    """Name the addresses of a kind of dossier: where to object, where the matter itself is told."""
    _DOORS[kind], _STORIES[kind] = objections, story


def story_url(dossier: Dossier) -> str:
    """Where residents read of the matter itself: what was planned, what was said to it; "" for none."""
    name = _STORIES.get(dossier.kind)
    return address(name, dossier.number) if name else ""


def objection_url(publication: Publication, *, today: date) -> str:
    """Where to object to this notice now; "" when its time is over or another has replaced it."""
    door = _DOORS.get(publication.dossier.kind)
    if (
        door is None
        or publication.superseded_as
        or publication.struck_as
        or publication.role == NoticeRole.WITHDRAWAL
    ):
        return ""
    if publication.ends_on is not None and today > publication.ends_on:
        return ""
    return address(door, publication.number)
