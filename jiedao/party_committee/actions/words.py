"""What people write, made clean; and who is let into a dossier because it names him."""

from datetime import date, timedelta

from jiedao.access import actions as access
from jiedao.access.selectors import holdings
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.party_committee.models import Topic
from jiedao.party_committee.rules import RULES
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty


def written(words: str, field: str, missing: str, *, one_line: bool = False) -> str:
    """The words without hidden characters and without a person's numbers; refused when empty."""
    said = text.clean(words)
    said = said.replace("\n", " ").strip() if one_line else said
    if not said:
        raise refuse(f"party_topic.no_{field}", missing, field=field)
    masking.demand_none("party_topic", **{field: said})
    return said


def let_in(topic: Topic, user: User, *, reason: str, until: date | None = None) -> None:
    """Let the person the topic names see its dossier, unless his duty does (知情协办)."""
    dossier = topic.dossier
    if holdings(user).covers(OfficeDuty.SEE_PARTY_COMMITTEE, dossier.unit):
        return
    today = clock.today()
    span = RULES.on(today, dossier.unit).known_for.n
    last = max(until or today, today) + timedelta(days=span)
    access.admit(dossier, user=user, until=last, reason=reason, by=people.system())


def tell(topic: Topic, user: User, words: str, *, by: User) -> None:
    """A line in the inbox of whom it concerns, unless he did it himself."""
    if user.pk != by.pk and user.is_active:
        notices.tell(user, words=words, dossier=topic.dossier)
