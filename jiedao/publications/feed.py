"""The board as an Atom feed (订阅), for readers and for the screen in the hall."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.publications.models import Publication


def atom(unit: Unit | None, publications: Iterable[Publication]) -> str:
    """The newest publications; addresses are those residents reach us by, whatever host asked."""
    place = unit.short_name if unit else settings.OFFICE_NAME
    asked = f"?unit={unit.code}" if unit else ""
    rows = list(publications)
    feed = _Feed(
        title=f"{place}公开栏",
        link=_absolute(reverse("publications:board") + asked),
        feed_url=_absolute(reverse("publications:feed") + asked),
        description="社区正在公示的决议和实施结果",
        language="zh-CN",
        updated=max((row.posted_at for row in rows if row.posted_at), default=None),
    )
    for row in rows:
        address = _absolute(reverse("publications:publication", args=[row.number]))
        feed.add_item(
            title=f"（不再有效）{row.title}" if row.struck_as else row.title,
            link=address,
            unique_id=address,
            description=_summary(row),
            pubdate=row.posted_at,
            updateddate=row.struck_at or row.taken_down_at or row.posted_at,
            author_name=str(row.unit),
            categories=(row.label,),
        )
    return str(feed.writeString("utf-8"))


class _Feed(Atom1Feed):
    """Django's Atom feed, with a date of its own when it is still empty."""

    def latest_post_date(self) -> datetime:
        updated = self.feed["updated"]
        return updated if isinstance(updated, datetime) else clock.now()


def _summary(publication: Publication) -> str:
    until = f"，公示到{long_day(publication.ends_on)}" if publication.ends_on else ""
    words = f"{publication.document_number}，{publication.unit}{until}。"
    if publication.struck_as:
        words += f"{publication.get_struck_as_display()}，不再有效：{publication.struck_why}。"
    if publication.superseded_by:
        later = publication.superseded_by.document_number
        words += f"{publication.get_superseded_as_display()}，见{later}。"
    if publication.about:
        words += f"{publication.get_role_display()}，原公示{publication.about.document_number}。"
    return words


def _absolute(address: str) -> str:
    return f"{settings.PUBLIC_URL}{address}"
