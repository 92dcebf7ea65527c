"""Where residents object to a publication: each app says which address takes its objections."""

from datetime import date

from jiedao.lib.addresses import address
from jiedao.publications.models import Publication
from jiedao.publications.states import NoticeRole

_DOORS: dict[str, str] = {}


def declare(kind: str, url_name: str) -> None:
    """Let objections to the notices of a kind of dossier be said at this address."""
    _DOORS[kind] = url_name


def objection_url(publication: Publication, *, today: date) -> str:
    """Where to object to this notice now; "" when its time is over or another has replaced it."""
    door = _DOORS.get(publication.dossier.kind)
    if door is None or publication.superseded_as or publication.role == NoticeRole.WITHDRAWAL:
        return ""
    if publication.ends_on is not None and today > publication.ends_on:
        return ""
    return address(door, publication.number)
