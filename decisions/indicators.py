"""Figures of 一征三议两公开, each defined once."""

from datetime import date

from django.db.models import Q, QuerySet

from decisions.duties import MATTER
from decisions.models import Complaint, HistoricMatter, Matter, Progress, SupervisionOpinion
from decisions.selectors.oversight import lacks_an_opinion
from decisions.states import MatterState, Verdict
from jiedao.dossiers.models import open_after
from jiedao.indicators import claims
from jiedao.indicators.claims import Claim, Judged, Known
from jiedao.indicators.figures import AsOf, Count, Rows, Scope, Share, Sum
from jiedao.publications.models import Objection


def carried_out(scope: Scope) -> QuerySet[Matter]:
    """Matters resolved by the residents whose carrying-out began in the period."""
    return Matter.objects.carried_out().filter(
        implementing_on__gte=scope.since,
        implementing_on__lt=scope.until,
    )


def ended(state: str) -> Rows:
    """Matters that came to an end of this kind in the period, by the day of the end."""

    def rows(scope: Scope) -> QuerySet[Matter]:
        return Matter.objects.filter(
            state=state,
            dossier__closed_on__gte=scope.since,
            dossier__closed_on__lt=scope.until,
        )

    return rows


def acted_first(scope: Scope) -> QuerySet[Matter]:
    """Matters in which something had to be done first in the period."""
    return Matter.objects.filter(acted_on__gte=scope.since, acted_on__lt=scope.until)


def running(day: date) -> QuerySet[Matter]:
    """Matters that were on record and under way on a day."""
    return Matter.objects.filter(open_after(day, "dossier__"), dossier__opened_on__lte=day)


def spent(scope: Scope) -> QuerySet[Progress]:
    """Reports on the work in which money was spent in the period; what was put right counts no more."""
    return Progress.objects.filter(
        correction__isnull=True,
        spent__gt=0,
        reported_on__gte=scope.since,
        reported_on__lt=scope.until,
    )


def historic(scope: Scope) -> QuerySet[HistoricMatter]:
    """Old matters on record whose resolution is of the period."""
    return HistoricMatter.objects.filter(decided_on__gte=scope.since, decided_on__lt=scope.until)


def objections_received(scope: Scope) -> QuerySet[Objection]:
    """Objections residents said in the period, in whatever way."""
    return Objection.objects.filter(
        dossier__kind=MATTER.code, said_on__gte=scope.since, said_on__lt=scope.until
    )


def objections_answered(scope: Scope) -> QuerySet[Objection]:
    """Those of them that have been answered in writing."""
    return objections_received(scope).filter(answered_on__isnull=False)


def objections_waiting(day: date) -> QuerySet[Objection]:
    """Objections said until a day and neither answered nor closed on it."""
    answered = Q(answered_on__isnull=True) | Q(answered_on__gt=day)
    closed = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return Objection.objects.filter(answered, closed, dossier__kind=MATTER.code, said_on__lte=day)


def complaints_received(scope: Scope) -> QuerySet[Complaint]:
    """What residents reported in the period about publishing, in whatever way."""
    return Complaint.objects.filter(said_on__gte=scope.since, said_on__lt=scope.until)


def publications_ordered(scope: Scope) -> QuerySet[Complaint]:
    """Those of them on which the street ordered a publication."""
    return complaints_received(scope).exclude(order="")


def not_yet_published(day: date) -> QuerySet[Complaint]:
    """Orders to publish given until a day and not met on it."""
    open_then = Q(published_on__isnull=True) | Q(published_on__gt=day)
    return Complaint.objects.filter(open_then, answered_on__lte=day).exclude(order="")


def opinions(scope: Scope) -> QuerySet[SupervisionOpinion]:
    """Opinions the supervision committees signed in the period."""
    return SupervisionOpinion.objects.filter(signed_on__gte=scope.since, signed_on__lt=scope.until)


def opinions_agreeing(scope: Scope) -> QuerySet[SupervisionOpinion]:
    """Those of them that agree."""
    return opinions(scope).filter(verdict=Verdict.AGREE)


def lacking_opinions(day: date) -> QuerySet[Matter]:
    """Matters under way on a day, with a step taken by then of which the supervision committee had said nothing."""
    return running(day).filter(lacks_an_opinion(day))


OBJECTIONS_RECEIVED = Count(
    "decisions.objections_received",
    "收到对公示的异议",
    "期内居民对决议公示、实施结果公示提出的异议，实名和匿名的、联名的各算一件，按提出的日期计。",
    objections_received,
    on="said_on",
    dossier="dossier",
)
OBJECTIONS_ANSWERED = Count(
    "decisions.objections_answered",
    "已书面答复的异议",
    "期内提出的异议中，已经书面答复的。",
    objections_answered,
    on="said_on",
    dossier="dossier",
)

# Counted where their dossiers lie: with the street alone until it orders a publication. Counted for
# the community at once, its people could find out day by day that somebody reported, and when.
COMPLAINTS_RECEIVED = Count(
    "decisions.complaints_received",
    "反映应公开未公开",
    "期内居民向街道反映社区不及时公布、公布不真实的，按反映的日期计。"
    "街道责令公布以前只计入街道，责令以后计入社区。",
    complaints_received,
    on="said_on",
)
PUBLICATIONS_ORDERED = Count(
    "decisions.publications_ordered",
    "反映属实、责令公布",
    "期内居民反映的里面，街道调查核实后责令社区公布的。",
    publications_ordered,
    on="said_on",
)
NOT_YET_PUBLISHED = AsOf(
    "decisions.not_yet_published",
    "责令公布还没有公布",
    "到期末那天街道已经责令公布、社区还没有公布的。",
    not_yet_published,
)

MATTERS_CARRIED_OUT = Count(
    "decisions.carried_out",
    "办理居民切身利益重大事项",
    "期内按“一征三议两公开”通过决议、公示期满并进入组织实施的事项，按开始实施的日期计。",
    carried_out,
    report="F5",
    glance="decisions",
    on="implementing_on",
)

TERMINATED = Count(
    "decisions.terminated",
    "终止办理的重大事项",
    "期内写明原因终止的事项，按终止的日期计；不计入办理的事项。",
    ended(MatterState.TERMINATED),
    on="dossier__closed_on",
)
REVOKED = Count(
    "decisions.revoked",
    "决议被撤销的重大事项",
    "期内登记为已撤销的决议（居民会议撤销、街道责令改正、人民法院判决），按登记的日期计。",
    ended(MatterState.REVOKED),
    on="dossier__closed_on",
)
RUNNING = AsOf(
    "decisions.running",
    "正在办理的重大事项",
    "期末那天已经登记、还没有归档、办结、终止或者撤销的事项。",
    running,
    glance="decisions",
)
SPENT = Sum(
    "decisions.spent",
    "重大事项实施支出",
    "期内登记的实施支出，按支出的日期计；更正过的以更正后的为准。",
    spent,
    adds="spent",
    on="reported_on",
    unit_path="matter__dossier__unit__path",
    dossier="matter",
    glance="decisions",
)
ANSWERED_SHARE = Share(
    "decisions.objections_answered_share",
    "异议书面答复率",
    "期内居民提出的异议中，已经书面答复的占多少。",
    OBJECTIONS_RECEIVED,
    OBJECTIONS_ANSWERED,
    glance="decisions",
)
EMERGENCIES = Count(
    "decisions.emergency",
    "先行应急处置的重大事项",
    "期内来不及征求意见、先行处置、事后提请追认的事项，按处置的日期计。",
    acted_first,
    on="acted_on",
)
HISTORIC = Count(
    "decisions.historic",
    "历史补录的重大事项",
    "使用平台以前办完、照档案补录的事项，按决议的日期计；单独计数，不计入办理的事项。",
    historic,
    on="decided_on",
)
OBJECTIONS_WAITING = AsOf(
    "decisions.objections_waiting",
    "还没有书面答复的异议",
    "到期末那天居民已经提出、还没有书面答复、也没有办结的异议。",
    objections_waiting,
    dossier="dossier",
)
OPINIONS = Count(
    "decisions.opinions",
    "居务监督意见",
    "期内居务监督委员会对各环节签署的意见，同意的、有意见的都算，按签署的日期计。",
    opinions,
    on="signed_on",
    unit_path="matter__dossier__unit__path",
    dossier="matter",
    measure="份",
)
OPINIONS_AGREEING = Count(
    "decisions.opinions_agreeing",
    "写“同意”的居务监督意见",
    "期内签署的居务监督意见里，写“同意”、没有提意见的。",
    opinions_agreeing,
    on="signed_on",
    unit_path="matter__dossier__unit__path",
    dossier="matter",
    measure="份",
)
OPINIONS_LACKING = AsOf(
    "decisions.opinions_lacking",
    "缺居务监督意见的重大事项",
    "期末那天正在办理、有环节已经办过而居务监督委员会还没有签署意见的事项；缺几个环节都计一件。",
    lacking_opinions,
)

claims.every(
    "decisions.objections_answered",
    "居民异议全部书面答复",
    out_of=OBJECTIONS_RECEIVED,
    done=OBJECTIONS_ANSWERED,
)
claims.none_of("decisions.in_order", "没有先行处置的事项", figure=EMERGENCIES)
# So many opinions without one concern are no longer chance (老好人思想); the number is ours.
MANY = 5


def _never_a_concern(scope: Scope, known: Known) -> Judged:
    whole, agreeing = known[OPINIONS.code], known[OPINIONS_AGREEING.code]
    why = f"签署{whole:.0f}份，其中写“同意”的{agreeing:.0f}份；满{MANY}份才下这个结论。"
    return Judged(whole == agreeing if whole >= MANY else None, why)


Claim(
    "decisions.never_a_concern",
    "居务监督意见一律是“同意”",
    _never_a_concern,
    (OPINIONS, OPINIONS_AGREEING),
)
