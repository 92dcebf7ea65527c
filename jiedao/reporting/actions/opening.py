"""Opening periods by themselves (自动开始填报): a draft for everyone who owes one, once, whatever happens."""

from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking
from jiedao.lib.numerals import period as days_in_words
from jiedao.lib.numerals import short_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting import deadlines as limits
from jiedao.reporting import kinds
from jiedao.reporting.models import Excuse, Paper, Period, Regime
from jiedao.reporting.parties import REPORTING, Party, parties
from jiedao.reporting.periods import Stretch, stretches
from jiedao.reporting.procedures import why_not_release
from jiedao.reporting.rules import RULES
from jiedao.reporting.states import PaperKind, PaperState
from jiedao.reporting.terms import DEFAULTS, Terms
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.selectors import calendar as calendar_from

SET_UP = acts.declare("report.set_up", "登记汇报制度")
EXCUSED = acts.declare("report.excuse", "登记免报")
RELEASED = acts.declare("report.release", "登记不再报送")
OPENED = "起草中"
DISSOLVED = "单位已经撤销，不再报送。"


@transaction.atomic
def set_up(
    street: Unit,
    *,
    by: User,
    since: date,
    due_hour: int,
    kinds: list[str],
    terms: Terms = DEFAULTS,
) -> Regime:
    """Set up, or change, the regime of a street (登记汇报制度): which papers, whose, by when.

    What has begun by today opens first, under what held until now: a change is for what comes next.
    """
    duties.demand(by, OfficeDuty.SET_RULES, street, act="登记汇报制度")
    if street.level != UnitLevel.STREET:
        raise refuse("report.street", f"“{street}”不是街道，汇报制度登记在街道。", field="street")
    latest = RULES.on(clock.today()).due_hour
    if not 8 <= due_hour <= latest:
        raise refuse(
            "report.due_hour", f"截止时间要在8点到{latest}点之间，请重新填写。", field="due_hour"
        )
    wrong = terms.wrong(kinds)
    if wrong:
        raise refuse("report.terms", wrong[1], field=wrong[0])
    known = Regime.objects.select_for_update().filter(street=street).first()
    if known:
        _demand_no_arrears(known, kinds, since)
        _open_due(known, clock.today())
    given = {"since": since, "due_hour": due_hour, "kinds": sorted(kinds)}
    regime, _ = Regime.objects.update_or_create(
        street=street,
        defaults=given | asdict(terms) | {"changed_at": clock.now(), "changed_by": by},
    )
    said = "".join(f"{name}：{words}" for name, words in regime.in_words)
    after = "已经开始填报的各期不变，从下一期起照此办理。" if known else ""
    words = f"{by}登记汇报制度，{short_day(since)}起。{said or '都不报。'}{after}"
    data = {"kinds": sorted(kinds), "due_hour": due_hour, **asdict(terms)}
    ledger.record(street, act=SET_UP, by=by, words=words, data=data)
    return regime


def _demand_no_arrears(known: Regime, kinds: list[str], since: date) -> None:
    """Papers that were not asked for meanwhile are not owed afterwards."""
    again = set(kinds) - set(known.kinds)
    before = Period.objects.filter(street=known.street_id, kind__in=again).order_by()
    found = set(before.values_list("kind", flat=True).distinct())
    if since < clock.today() and found:
        named = "、".join(str(kind.label) for kind in PaperKind if kind in found)
        raise refuse(
            "report.arrears",
            f"{named}停用过，现在重新启用：请把“从哪天起”改为今天或者以后，停用期间的不补报。",
            field="since",
        )


@transaction.atomic
def excuse(unit: Unit, *, by: User, since: date, until: date | None, reason: str) -> Excuse:
    """Excuse a unit from reporting for a time (登记免报), with the reason."""
    duties.demand(by, OfficeDuty.SET_RULES, unit, act="登记免报")
    if unit.level not in REPORTING:
        raise refuse("report.excuse_unit", f"“{unit}”本来就不用报送汇报。", field="unit")
    if until and until <= since:
        raise refuse("report.excuse_days", "结束日期要晚于开始日期，请重新填写。", field="until")
    masking.demand_none("report", reason=reason)
    made = Excuse.objects.create(
        unit=unit, since=since, until=until, reason=reason, made_at=clock.now(), made_by=by
    )
    stop = f"到{short_day(until)}" if until else ""
    words = f"{by}登记{unit}从{short_day(since)}起{stop}免报汇报。原因：{reason}"
    ledger.record(unit, act=EXCUSED, by=by, words=words)
    return made


def sweep(*, day: date) -> int:
    """What beat does now and then: open what is due, release what is owed no more; how many papers opened."""
    release_dissolved()
    return open_due(day=day)


def open_due(*, day: date) -> int:
    """Open every period that has begun, those missed while the portal stood still included.

    Each paper is a transaction of its own: cut off, the next sweep goes on with the rest.
    """
    opened = 0
    for regime in Regime.objects.filter(since__lte=day).select_related("street").order_by("pk"):
        opened += _open_due(regime, day)
    return opened


def _open_due(regime: Regime, day: date) -> int:
    known = _last_opened(regime.street)
    calendar = calendar_from(regime.since)
    opened = 0
    for kind in regime.kinds:
        after = known.get(kind)
        first = max(regime.since, after or regime.since)
        for stretch in stretches(kind, first, day, calendar, terms=regime.terms, after=after):
            opened += _open_period(regime, stretch, calendar)
    return opened


def _last_opened(street: Unit) -> dict[str, date]:
    """Where each kind goes on: with the first period that is not complete, or after the last."""
    found: dict[str, date] = {}
    for kind in PaperKind.values:
        rows = Period.objects.filter(street=street, kind=kind)
        unfinished = rows.filter(is_opened=False).order_by("since").first()
        last = unfinished or rows.first()
        if last:
            is_begun = unfinished is not None and kind != PaperKind.REVIEW
            found[kind] = last.since if is_begun else last.until
    return found


def _open_period(regime: Regime, stretch: Stretch, calendar: Calendar) -> int:
    period, _ = Period.objects.get_or_create(
        street=regime.street,
        kind=stretch.kind,
        since=stretch.since,
        defaults={"until": stretch.until, "due_hour": regime.due_hour},
    )
    if period.is_opened:
        return 0
    owing = parties(regime.street, stretch.kind, stretch.opens_on, regime.terms)
    opened = sum(open_paper(period, party, stretch, calendar) for party in owing)
    Period.objects.filter(pk=period.pk).update(is_opened=True)
    return opened


@transaction.atomic
def open_paper(period: Period, party: Party, stretch: Stretch, calendar: Calendar) -> bool:
    """Open the paper of one party (开始填报), unless it is there already; its limit runs from the start."""
    mine = Q(group=party.group) if party.group else Q(group=None, unit=party.unit)
    if Paper.objects.filter(mine, period=period).exists():
        return False
    kind = kinds.REVIEW if stretch.kind == PaperKind.REVIEW else kinds.PAPER
    label = PaperKind(stretch.kind).label
    words = days_in_words(period.since, period.last)
    try:
        with transaction.atomic():
            dossier = dossiers.open_dossier(
                kind=kind.code,
                prefix=kind.prefix,
                title=f"{party.name}{label}（{words}）",
                unit=party.unit,
                by=people.system(),
                opened_on=stretch.opens_on,
                state_label=OPENED,
                is_of_before=True,  # caught up; of a unit closed since it is released again
            )
            Paper.objects.create(
                dossier=dossier,
                period=period,
                unit=party.unit,
                group=party.group,
                kind=stretch.kind,
                state=PaperState.DRAFTING,
            )
    except IntegrityError:  # another worker opened it at the same moment
        return False
    deadlines.open_limit(
        dossier,
        limits.OF_KIND[stretch.kind],
        start=stretch.start,
        edition=RULES.on(stretch.opens_on),
        span=stretch.span,
        calendar=calendar,
    )
    return True


def release_dissolved() -> int:
    """Papers of units dissolved meanwhile are owed no more (单位撤销)."""
    left = Paper.objects.owed().filter(unit__closed_on__isnull=False)
    found = list(left.select_related("dossier__unit", "period"))
    for paper in found:
        release(paper, by=people.system(), reason=DISSOLVED)
    return len(found)


@transaction.atomic
def release(paper: Paper, *, by: User, reason: str) -> Paper:
    """Ask for a paper no more (不再报送), with the reason; what was counted counts elsewhere."""
    duties.demand(by, OfficeDuty.RECEIVE_REPORTS, paper.dossier.unit, act="登记不再报送")
    dossiers.hold_record(paper)
    unless(why_not_release(paper))
    masking.demand_none("report", reason=reason)
    paper.released_at, paper.released_by, paper.release_reason = clock.now(), by, reason
    paper.save(update_fields=["released_at", "released_by", "release_reason"])
    today = clock.today()
    deadlines.close_all(paper.dossier, by=by, on=today)
    dossiers.mark(paper.dossier, on=today, state_label="不再报送", is_closed=True)
    ledger.record(paper.dossier, act=RELEASED, by=by, words=f"{by}登记不再报送。原因：{reason}")
    return paper
