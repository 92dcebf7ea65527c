"""Figures of activities and of papers from above, each defined once."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from jiedao.activities.models import (
    Activity,
    ActivityQuerySet,
    Attendee,
    AttendeeQuerySet,
    Problem,
    SuperiorDocument,
    SuperiorDocumentQuerySet,
)
from jiedao.activities.states import Kind, Part
from jiedao.indicators.figures import AsOf, Count, Rows, Scope, Share
from jiedao.organisation.states import UnitLevel

HEADS = ["party_secretary", "director"]
REPORTING = ["lead_official", "branch_secretary", "committee_chair"]
SECRETARIES = ["party_secretary", "deputy_secretary"]


def held(*kinds: str) -> Rows:
    """Activities of these kinds that were held in the period, by the day they were held."""

    def rows(scope: Scope) -> ActivityQuerySet:
        of_kind = Activity.objects.held().of_kind(*kinds)
        return of_kind.filter(held_on__gte=scope.since, held_on__lt=scope.until)

    return rows


def special(scope: Scope) -> QuerySet[Activity]:
    """Meetings of the street's party committee on one of the four systems."""
    of_the_street = held(Kind.SPECIAL)(scope).filter(dossier__unit__level=UnitLevel.STREET)
    return of_the_street.exclude(systems=[])


def _there(part: str, roles: list[str]) -> Exists:
    """Somebody was there in this part who held one of these posts that day."""
    return Exists(
        Attendee.objects.filter(
            activity=OuterRef("pk"), part=part, present=True, roles__overlap=roles
        )
    )


def hearings(scope: Scope) -> QuerySet[Activity]:
    """Reports of those who lead a field or a community, heard by one of the street's heads."""
    heard = held(Kind.HEARING)(scope)
    return heard.filter(_there(Part.LISTENS, HEADS), _there(Part.SPEAKS, REPORTING))


def visits(scope: Scope) -> QuerySet[Activity]:
    """Visits to communities by the secretary or a deputy secretary."""
    return held(Kind.VISIT)(scope).filter(_there(Part.VISITS, SECRETARIES))


def owing(day: date) -> AttendeeQuerySet:
    """Who on a day still had to make a study up."""
    return Attendee.objects.owing_on(day)


def problems(scope: Scope) -> QuerySet[Problem]:
    """Problems found on visits of the period."""
    return Problem.objects.filter(
        activity__held_on__gte=scope.since, activity__held_on__lt=scope.until
    )


def solved(scope: Scope) -> QuerySet[Problem]:
    """Those of them that have been solved."""
    return problems(scope).filter(solved_on__isnull=False)


def received(scope: Scope) -> SuperiorDocumentQuerySet:
    """Papers from above received in the period."""
    return SuperiorDocument.objects.filter(
        received_on__gte=scope.since, received_on__lt=scope.until
    )


def studied(scope: Scope) -> SuperiorDocumentQuerySet:
    """Those of them that have been studied."""
    return received(scope).studied()


def relayed(scope: Scope) -> SuperiorDocumentQuerySet:
    """Those of them that have been handed down."""
    return received(scope).relayed()


def _sessions(code: str, name: str, definition: str, *kinds: str, report: str) -> Count:
    return Count(
        f"activities.{code}",
        name,
        f"期内已登记召开的{definition}，街道和社区的都算，按召开的日期计；只安排了、取消了的不算。",
        held(*kinds),
        report=report,
        on="held_on",
        measure="次",
    )


SPECIAL = Count(
    "activities.special",
    "党工委召开专题会研究部署",
    "期内街道登记召开的专题会，内容涉及四项制度中至少一项的，按召开的日期计。",
    special,
    report="F2",
    on="held_on",
    measure="次",
)
HEARINGS = Count(
    "activities.hearings",
    "党政主要领导听取汇报",
    "期内登记召开的听取汇报：听取的人里有当天任党工委书记或者办事处主任的，"
    "汇报的人里有当天任分管领导、社区书记或者社区主任的。一次会算一次，人多也算一次。",
    hearings,
    report="F3",
    on="held_on",
    measure="次",
)
VISITS = Count(
    "activities.visits",
    "书记、副书记下社区督促指导",
    "期内登记的下社区督导，督导的人里有当天任党工委书记或者副书记的。"
    "两人同去算一次，一次走几个社区也算一次。",
    visits,
    report="F4",
    on="held_on",
    measure="次",
)
INTEGRITY = _sessions("integrity", "开展廉政教育", "廉政教育", Kind.INTEGRITY, report="F15")
STUDY = _sessions("study", "组织集中学习", "集中学习", Kind.STUDY, report="F21")
TRAINING = _sessions("training", "以会代训", "以会代训", Kind.TRAINING, report="F22")
EXCHANGE = _sessions(
    "exchange",
    "召开经验交流会、工作推进会",
    "经验交流会和工作推进会",
    Kind.EXCHANGE,
    Kind.PROMOTION,
    report="F23",
)
OWING = AsOf(
    "activities.owing",
    "还要补学的人次",
    "期末那天，集中学习、以会代训、廉政教育的名册上没有到会、也还没有补学的人，一人一次计一次。",
    owing,
    unit_path="activity__dossier__unit__path",
    dossier="activity",
    measure="人次",
)
PROBLEMS = Count(
    "activities.problems",
    "督导发现的问题",
    "期内下社区督导发现并登记的问题，按督导的日期计。",
    problems,
    on="activity__held_on",
    unit_path="activity__dossier__unit__path",
    dossier="activity",
    measure="个",
)
SOLVED = Count(
    "activities.solved",
    "督导发现、已经解决的问题",
    "期内下社区督导发现的问题里，已经登记解决的，按督导的日期计。",
    solved,
    on="activity__held_on",
    unit_path="activity__dossier__unit__path",
    dossier="activity",
    measure="个",
)
SOLVED_SHARE = Share(
    "activities.solved_share",
    "督导发现问题解决率",
    "期内下社区督导发现的问题里，已经解决的占多少。",
    PROBLEMS,
    SOLVED,
)
RECEIVED = Count(
    "activities.documents_received",
    "收到上级文件",
    "期内收到并登记的上级文件、领导讲话，按收到的日期计。",
    received,
    on="received_on",
    measure="份",
)
STUDIED = Count(
    "activities.documents_studied",
    "已经学习的上级文件",
    "期内收到的上级文件里，已经登记集中学习的，按收到的日期计。",
    studied,
    on="received_on",
    measure="份",
)
RELAYED = Count(
    "activities.documents_relayed",
    "已经传达的上级文件",
    "期内收到的上级文件里，已经传达到下级单位的，按收到的日期计；传达到几个单位都算一份。",
    relayed,
    on="received_on",
    measure="份",
)
