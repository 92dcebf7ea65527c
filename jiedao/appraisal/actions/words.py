"""What people write, made clean; who is told, and who is let in because a list is his."""

from datetime import date, timedelta

from jiedao.access import actions as access
from jiedao.access.selectors import holdings, valid_posts
from jiedao.appraisal.models import TargetList
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty

# A person sees his own list until the year after it has ended.
SEEN_FOR = timedelta(days=730)


def written(words: str, field: str, missing: str, *, one_line: bool = True) -> str:
    """The words without hidden characters and without a person's numbers; refused when empty."""
    said = text.clean(words)
    said = said.replace("\n", " ").strip() if one_line else said.strip()
    if not said:
        raise refuse(f"appraisal.no_{field}", missing, field=field)
    masking.demand_none("appraisal", **{field: said})
    return said


def note(one: TargetList, act: str, *, by: User, words: str, label: str = "") -> None:
    """Write an act on the cover of a list and into its ledger; the caller holds its dossier."""
    dossier, today = one.dossier, clock.today()
    dossiers.mark(dossier, on=today, state_label=label or dossier.state_label, is_closed=False)
    ledger.record(dossier, act=act, by=by, words=words, occurred_on=today)


def let_in(one: TargetList) -> None:
    """Let the person whose list it is see its dossier, unless his duty does."""
    if one.person is None or holdings(one.person).covers(
        OfficeDuty.KEEP_APPRAISAL, one.dossier.unit
    ):
        return
    until: date = clock.today() + SEEN_FOR
    access.admit(
        one.dossier, user=one.person, until=until, reason="本人的责任书", by=people.system()
    )


def tell(one: TargetList, words: str, *, by: User) -> None:
    """A line in the inbox of whom a list is about: the person, or who works in the unit."""
    for user in _whose(one):
        if user.pk != by.pk:
            notices.tell(user, words=words, dossier=one.dossier)


def _whose(one: TargetList) -> list[User]:
    if one.person is not None:
        return [one.person] if one.person.is_active else []
    posts = valid_posts().filter(unit=one.unit).values("user")
    users = User.objects.filter(pk__in=posts, is_active=True).order_by("pk")
    return [user for user in users if holdings(user).covers(OfficeDuty.SEE_APPRAISAL, one.unit)]
