"""Whether a project is public: what publishes it, and whether that hangs or hung."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access.selectors import visible_dossiers
from jiedao.dossiers.kinds import all_kinds
from jiedao.funds.models import Project, ProjectPublication
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.publications.states import NoticeRole

# Residents and stationed units gave: the accounts are to be made public in time.
OWED_BY_LAW = "《城市居民委员会组织法》（2025年修订）第四十二条：收支账目应当及时公布"


@dataclass(frozen=True)
class Published:
    """One thing that publishes a project: where it is read, and whether it is public."""

    named: ProjectPublication
    number: str
    title: str
    url: str
    is_public: bool
    words: str

    @property
    def chip(self) -> str:
        return "ok" if self.is_public else "soon"

    @property
    def word(self) -> str:
        return "已公开" if self.is_public else "未公开"


def published(project: Project, user: User) -> list[Published]:
    """What publishes a project; three questions however many there are."""
    rows = list(
        ProjectPublication.objects.filter(project=project, dropped_at=None).select_related(
            "matter", "named_by"
        )
    )
    keys = {row.matter_id for row in rows if row.matter_id}
    notices = list(_notices(rows, keys))
    opens = set(visible_dossiers(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [_published(row, notices, opens) for row in rows]


def _notices(rows: Iterable[ProjectPublication], matters: set[int]) -> QuerySet[Publication]:
    named = {row.publication_id for row in rows if row.publication_id}
    found = Publication.objects.filter(pk__in=named)
    found |= Publication.objects.filter(dossier__in=matters)
    return found.defer("full_text", "redacted_text", "grams").order_by("posted_on", "pk")


def _published(row: ProjectPublication, notices: list[Publication], opens: set[int]) -> Published:
    if row.matter is None:
        (notice,) = (one for one in notices if one.pk == row.publication_id)
        url = address("publications:publication", notice.number) if notice.posted_on else ""
        return Published(
            row, notice.number, notice.title, url, _is_public(notice), _words([notice])
        )
    matter, own = row.matter, [one for one in notices if one.dossier_id == row.matter_id]
    url = address(all_kinds()[matter.kind].page, matter.number) if matter.pk in opens else ""
    is_public = any(_is_public(one) for one in own)
    return Published(row, matter.number, matter.title, url, is_public, _words(own))


def _is_public(notice: Publication) -> bool:
    """Whether it was put up, and neither corrected nor withdrawn since."""
    stands = notice.superseded_by_id is None and notice.role != NoticeRole.WITHDRAWAL
    return notice.posted_on is not None and stands


def _words(notices: list[Publication]) -> str:
    """Since when it is public, or why it is not."""
    hung = [one.posted_on for one in notices if _is_public(one) and one.posted_on]
    if hung:
        return f"{long_day(min(hung))}张贴"
    if not notices:
        return "这个事项还没有公示"
    if any(one.posted_on for one in notices):
        return "公示已经更正或者撤回，请登记新的一份"
    return "公示已经定稿，还没有登记张贴"


def named_of(project: Project, pk: int) -> ProjectPublication:
    """One thing that was named for a project; Http404 when it has none of that key."""
    found = (
        ProjectPublication.objects.filter(project=project, pk=pk)
        .select_related("publication", "matter")
        .first()
    )
    if found is None:
        raise Http404
    found.project = project
    return found
