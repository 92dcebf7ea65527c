"""What the lists and forms of the package have in common."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from jiedao.access import posts
from jiedao.access import selectors as access
from jiedao.documents.selectors import DOCX, PDF
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.liaison.conditions.common import DUTY
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import Asked


def streets_of(user: User) -> QuerySet[Unit]:
    """The streets in which a person keeps groups, pilots, assignments and responsibilities."""
    return access.units_within(user, DUTY).filter(level=UnitLevel.STREET)


@dataclass(frozen=True)
class People:
    """Who can be named in some streets, each with what he is today in words."""

    rows: QuerySet[User]
    posts: dict[int, list[str]] = field(default_factory=dict)

    def label(self, user: User) -> str:
        posts = "、".join(self.posts.get(user.pk, []))
        return f"{user}（{posts}）" if posts else f"{user}（现在没有任职）"


def people_of(streets: list[Unit]) -> People:
    """The people of some streets; one query for what they are."""
    found = Q(pk__in=())
    for street in streets:
        found |= Q(pk__in=access.people_with(OfficeDuty.SEE_LIAISON, street).values("pk"))
    rows = User.objects.filter(found).order_by("pk")
    return People(rows, access.posts_by_user(rows))


def leaders_of(streets: list[Unit]) -> People:
    """The leading officials of some streets, each with what he is."""
    found = Q(pk__in=())
    for street in streets:
        found |= Q(pk__in=posts.leaders_of(street, on=clock.today()).values("pk"))
    rows = User.objects.filter(found).order_by("pk")
    return People(rows, access.posts_by_user(rows))


def departments_of(streets: list[Unit]) -> QuerySet[Unit]:
    """What can answer for a group: the streets and their departments."""
    found = Q(pk__in=[street.pk for street in streets])
    for street in streets:
        found |= Q(level=UnitLevel.DEPARTMENT, path__startswith=street.path)
    return Unit.objects.active().filter(found).order_by("path")


@dataclass(frozen=True)
class PaperUrls:
    """Where a list can be had as a paper, as it was asked for."""

    pdf: str
    docx: str


def paper_urls(name: str, asked: Asked) -> PaperUrls:
    """The list as PDF and as a Word file."""
    return PaperUrls(*(f"{address(name, form)}?{asked.query()}" for form in (PDF, DOCX)))


def address_of(dossier: Dossier | None) -> str:
    """The page of a dossier something refers to; empty where there is none."""
    return address(all_kinds()[dossier.kind].page, dossier.number) if dossier else ""
