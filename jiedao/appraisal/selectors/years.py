"""The years of the appraisal: who may see which."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.appraisal.conditions import KEEP
from jiedao.appraisal.kinds import APPRAISAL
from jiedao.appraisal.models import Appraisal, Pack
from jiedao.attachments import vault
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User


def appraisals_seen_by(user: User) -> QuerySet[Appraisal]:
    """The years a person may see, newest first: of the street above his posts and beneath them."""
    seen = access.dossiers_seen_by(user, *APPRAISAL.seen_with, from_beneath=True)
    rows = Appraisal.objects.filter(seen).select_related("dossier__unit", "street")
    return rows.order_by("-year", "-pk")


def get_appraisal(user: User, number: str) -> Appraisal:
    """One year by its number; Http404 when there is none or it may not be known."""
    found = appraisals_seen_by(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def streets_of(user: User) -> QuerySet[Unit]:
    """The streets whose appraisal a person keeps."""
    return access.units_within(user, KEEP).filter(level=UnitLevel.STREET)


def units_to_assess(appraisal: Appraisal) -> QuerySet[Unit]:
    """Departments and communities that have no list yet this year."""
    rows = Unit.objects.within(appraisal.street).active()
    levels = (UnitLevel.DEPARTMENT, UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    listed = appraisal.lists.filter(person=None).values("unit")
    return rows.of_level(*levels).exclude(pk__in=listed).order_by("path")


def people_to_assess(appraisal: Appraisal) -> QuerySet[User]:
    """Who has a post in the street today and no list of his own yet this year."""
    posts = access.valid_posts().filter(unit__path__startswith=appraisal.street.path)
    listed = appraisal.lists.exclude(person=None).values("person")
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return rows.exclude(pk__in=listed).order_by("name", "pk")


def broken_packs() -> Iterator[str]:
    """A sentence for every year-end pack whose bytes are missing or changed (年终材料包校验)."""
    for kept in Pack.objects.select_related("appraisal__dossier").order_by("pk"):
        if not vault.is_sound(kept.sha256):
            number = kept.appraisal.dossier.number
            yield f"案卷 {number} 的年终材料包不见了或者被改动过，请从备份恢复。"
