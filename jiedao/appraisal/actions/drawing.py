"""What a year is drawn up with besides its targets: the share of the first grade, and the vetoes."""

from django.db import transaction

from jiedao.appraisal import conditions, grading
from jiedao.appraisal.actions.words import note, tell, written
from jiedao.appraisal.models import Appraisal, TargetList, VetoMatter
from jiedao.appraisal.rules import RULES
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User

SHARES = acts.declare("appraisal.set_shares", "定第一等比例")
LISTED = acts.declare("appraisal.add_veto_matter", "列入一票否决情形")
STRUCK = acts.declare("appraisal.strike_veto_matter", "删去一票否决情形")
HELD_BACK = acts.declare("target_list.hold_back", "不评第一等")
RESTORED = acts.declare("target_list.restore_first", "恢复评第一等")
MOST = 100


@transaction.atomic
def set_shares(
    appraisal: Appraisal, *, by: User, first_units: int, first_persons: int
) -> Appraisal:
    """Set how many in a hundred may be graded first this year (定第一等比例), before it is issued."""
    _change(appraisal, by=by)
    for field, share in (("first_units", first_units), ("first_persons", first_persons)):
        if not 1 <= share <= MOST:
            raise refuse("appraisal.share", "比例是1到100的整数。", field=field)
    appraisal.first_units, appraisal.first_persons = first_units, first_persons
    appraisal.save(update_fields=["first_units", "first_persons"])
    words = f"{by}定比例：单位“好”不超过{first_units}%，个人“优秀”不超过{first_persons}%。"
    _record(appraisal, SHARES, by, words)
    return appraisal


@transaction.atomic
def add_veto_matter(appraisal: Appraisal, *, by: User, words: str) -> VetoMatter:
    """List something that vetoes a good grade this year (列入一票否决情形), before it is issued."""
    _change(appraisal, by=by)
    words = written(words, "words", "请写明什么情形一票否决。").rstrip("。；;")
    if appraisal.veto_matters.filter(words=words).exists():
        raise refuse("appraisal.matter_known", "这种情形已经列入，不用重复列入。", field="words")
    made = VetoMatter.objects.create(
        appraisal=appraisal, words=words, added_at=clock.now(), added_by=by
    )
    _record(appraisal, LISTED, by, f"{by}列入一票否决情形：{words}。")
    return made


@transaction.atomic
def strike_veto_matter(matter: VetoMatter, *, by: User) -> Appraisal:
    """Take something off the list of vetoes (删去一票否决情形), before the year is issued."""
    appraisal = matter.appraisal
    _change(appraisal, by=by)
    words = f"{by}删去一票否决情形：{matter}。"
    matter.delete()
    _record(appraisal, STRUCK, by, words)
    return appraisal


def begin_with(appraisal: Appraisal, *, by: User) -> None:
    """A year begins with the vetoes of the year before; the first one with what the rules list."""
    earlier = (
        Appraisal.objects.filter(street=appraisal.street, year__lt=appraisal.year)
        .order_by("-year")
        .first()
    )
    if earlier:
        known = [matter.words for matter in earlier.veto_matters.all()]
    else:
        known = str(RULES.on(clock.today(), appraisal.street).vetoes).split("；")
    VetoMatter.objects.bulk_create(
        VetoMatter(appraisal=appraisal, words=words, added_at=clock.now(), added_by=by)
        for words in known
    )


@transaction.atomic
def hold_back(one: TargetList, *, by: User, reason: str) -> TargetList:
    """Take a list out of the first grade whose share is used up (不评第一等), with the reason."""
    _hold(one)
    unless(grading.why_not_hold_back(one, by=by))
    reason = written(reason, "reason", "请写明为什么是这一份不评第一等。")
    one.second_because = reason
    one.save(update_fields=["second_because"])
    said = f"{by}登记不评“{one.first_word}”。理由：{text.sentence(reason)}"
    note(one, HELD_BACK, by=by, words=said)
    tell(one, f"《{one}》不评“{one.first_word}”：{text.sentence(reason)}", by=by)
    return one


@transaction.atomic
def restore_first(one: TargetList, *, by: User, reason: str) -> TargetList:
    """Put a list back among those that may be graded first (恢复评第一等); the ledger keeps both."""
    _hold(one)
    unless(grading.why_not_restore(one, by=by))
    reason = written(reason, "reason", "请写明为什么恢复。")
    one.second_because = ""
    one.save(update_fields=["second_because"])
    said = f"{by}恢复评“{one.first_word}”。原因：{text.sentence(reason)}"
    note(one, RESTORED, by=by, words=said)
    tell(one, f"《{one}》恢复评“{one.first_word}”。", by=by)
    return one


def _hold(one: TargetList) -> None:
    dossiers.hold_record(one.appraisal)
    dossiers.hold(one.dossier)
    one.refresh_from_db(fields=["second_because", "points", "corrected"])


def _change(appraisal: Appraisal, *, by: User) -> None:
    dossiers.hold_record(appraisal)
    unless(conditions.why_not_change(appraisal, by=by))


def _record(appraisal: Appraisal, act: str, by: User, words: str) -> None:
    dossier, today = appraisal.dossier, clock.today()
    dossiers.mark(dossier, on=today, state_label=dossier.state_label, is_closed=False)
    ledger.record(dossier, act=act, by=by, words=words, occurred_on=today)
