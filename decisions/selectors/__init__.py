"""What the conditions and pages ask about a matter, read once per request."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import JSONObject

from decisions.models import (
    Authorisation,
    Change,
    Channel,
    Matter,
    Opinion,
    Progress,
    Rejection,
    Revocation,
    StreetReview,
    SupervisionOpinion,
    Survey,
    Suspension,
)
from decisions.rules import RULES
from decisions.selectors import brought, related
from decisions.selectors.tables import DAY_OF as DAY_OF
from decisions.selectors.tables import MEETING_RULES, MEETINGS_OF_STATE
from decisions.selectors.tallies import OpinionCount as OpinionCount
from decisions.selectors.tallies import Satisfaction as Satisfaction
from decisions.states import ChannelKind, Uptake
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.lib.prepared import Records
from jiedao.meetings import judgement
from jiedao.meetings import selectors as meetings
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.organisation.models import Unit
from jiedao.publications.models import Objection, Publication, PublicState, PublicStateQuerySet
from jiedao.publications.states import NoticeRole
from jiedao.rulebooks.editions import Edition
from jiedao.rulebooks.models import LocalRule
from jiedao.rulebooks.selectors import local_rules

# What is counted of opinions and of survey sheets.
COUNTED = {
    "total": Count("pk"),
    "adopted": Count("pk", filter=Q(uptake=Uptake.ADOPTED)),
    "partly": Count("pk", filter=Q(uptake=Uptake.PARTLY)),
    "not_adopted": Count("pk", filter=Q(uptake=Uptake.NOT_ADOPTED)),
}
SURVEYED = ("asked", "satisfied", "fair", "unsatisfied")


class Facts:
    """The related rows of one matter, each table read at most once (see `Matter.forget`)."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self._attendances: dict[int, judgement.Attendance] = {}

    @cached_property
    def meetings(self) -> list[Meeting]:
        """All meetings with their ballots and head counts, newest first."""
        begun = self.matter.summed_up_on or self.matter.acted_on or self.matter.is_advisory
        if not begun:
            return []  # none can be called before the opinions are summed up
        return meetings.counted(self.matter.dossier)

    def held(self, pk: int | None) -> Meeting:
        """One of the matter's meetings by its key."""
        return next(meeting for meeting in self.meetings if meeting.pk == pk)

    def attendance(self, meeting: Meeting) -> judgement.Attendance:
        """Who was to come and who came, counted once per meeting."""
        if meeting.pk not in self._attendances:
            self._attendances[meeting.pk] = judgement.attendance(meeting)
        return self._attendances[meeting.pk]

    def shortfall(self, meeting: Meeting) -> judgement.Shortfall | None:
        """Why too few came, or None."""
        return judgement.quorum_reason(
            meeting, self.thresholds(meeting), seen=self.attendance(meeting)
        )

    def defeat(self, meeting: Meeting) -> judgement.Shortfall | None:
        """Why the vote did not pass, or None."""
        return judgement.passing_reason(
            meeting, self.thresholds(meeting), seen=self.attendance(meeting)
        )

    @cached_property
    def channels(self) -> list[Channel]:
        return related.channels(self.matter)

    @cached_property
    def progress(self) -> list[Progress]:
        """The reports on the work, newest first."""
        return related.progress(self.matter)

    @cached_property
    def opinions(self) -> OpinionCount:
        return OpinionCount(**self.matter.opinions.aggregate(**COUNTED))

    @cached_property
    def satisfaction(self) -> Satisfaction:
        sums = Survey.objects.filter(matter=self.matter).aggregate(
            **{name: Sum(name, default=0) for name in SURVEYED}
        )
        return Satisfaction(**sums)

    @cached_property
    def publications(self) -> list[Publication]:
        """Both publications, newest first."""
        return related.publications(self.matter)

    @cached_property
    def supervision(self) -> list[SupervisionOpinion]:
        """What the supervision committee said, oldest first."""
        if self.matter.summed_up_on is None and self.matter.resolved_on is None:
            return []  # its first opinion is on the summed-up consultation, or on the vote
        said = self.matter.supervision_opinions.select_related("signer", "scan", "answered_by")
        return list(said.order_by("id"))

    @cached_property
    def objections(self) -> list[Objection]:
        """The objections to its notices by number, without the long texts."""
        if self.matter.resolution_published_on is None and not self.publications:
            return []
        rows = Objection.objects.filter(dossier=self.matter.dossier)
        return list(rows.defer("text", "answer", "decision", "escalation").order_by("number"))

    @cached_property
    def attachments(self) -> list[Attachment]:
        return related.attachments(self.matter)

    @cached_property
    def sealed(self) -> list[Attachment]:
        """The sealed casefile, book and package; nothing is added after them."""
        return [paper for paper in self.attachments if paper.kind == AttachmentKind.CASEFILE]

    def steps_with(self, kind: str) -> set[str]:
        """The steps and meetings a paper of this kind is on file for."""
        if len(self.attachments) < related.PAPERS:
            return {paper.step for paper in self.attachments if paper.kind == kind}
        papers = self.matter.dossier.attachments.filter(kind=kind)
        return set(papers.values_list("step", flat=True))

    @cached_property
    def local(self) -> list[LocalRule]:
        """The stricter local values over this community."""
        return local_rules(self.matter.dossier.unit, book=RULES.code)

    def edition(self, on: date) -> Edition:
        """The edition in force on a day for this matter's community, local values applied."""
        return RULES.on(on, self.matter.dossier.unit, local=self.local)

    def awaited(self) -> Meeting | None:
        """The newest meeting of the kind this state waits for, called since the state began.

        While a matter rests, of the state it rests in.
        """
        kinds = MEETINGS_OF_STATE.get(self.matter.stands_at, ())
        since = self.since
        for meeting in self.meetings:
            if meeting.kind in kinds and meeting.status != MeetingStatus.CANCELLED:
                return meeting if meeting.pk not in since else None
        return None

    @cached_property
    def suspension(self) -> Suspension | None:
        """The interruption that still lasts (中止办理)."""
        return self.matter.suspensions.filter(ended_at=None).first()

    def authorisation(self, on: date) -> Authorisation | None:
        """What lets the representatives' meeting decide this matter on a day (授权, 第三十条)."""
        if not self.matter.matter_type.residents_only:
            return None
        if not self.edition(on).may_authorise:
            return None
        return next((one for one in self._authorisations if one.covers(on)), None)

    @cached_property
    def _authorisations(self) -> list[Authorisation]:
        rows = Authorisation.objects.filter(unit=self.matter.dossier.unit_id)
        return list(rows.filter(kinds__contains=[self.matter.kind]))

    @cached_property
    def revocation(self) -> Revocation | None:
        """By whom and why the decision was last undone."""
        return self.matter.revocations.select_related("decided_in__dossier").first()

    @cached_property
    def rejection(self) -> Rejection | None:
        """The last plan that was voted down."""
        return self.matter.rejections.first()

    @cached_property
    def changes(self) -> list[Change]:
        """What was altered after the resolution, newest first."""
        return list(self.matter.changes.select_related("resolution_meeting"))

    @property
    def latest_change(self) -> Change | None:
        """The newest change that went back to the vote."""
        return next((change for change in self.changes if change.is_back_to_vote), None)

    @property
    def resolved_budget(self) -> Decimal | None:
        """What the residents had resolved on: small adjustments do not add up to a large one."""
        since = next((c.pk for c in self.changes if c.is_back_to_vote), 0)
        adjusted = [change for change in self.changes if change.pk > since]
        return adjusted[-1].budget_before if adjusted else self.matter.budget

    @cached_property
    def since(self) -> set[int]:
        """Meetings whose vote has already served a step."""
        matter = self.matter
        return {
            pk
            for pk in (
                matter.proposal_meeting_id,
                matter.deliberation_meeting_id,
                matter.resolution_meeting_id,
                matter.review_meeting_id,
            )
            if pk
        }

    @property
    def standing(self) -> list[Publication]:
        """The publications that nobody corrected or withdrew, newest first."""
        return [notice for notice in self.publications if not notice.superseded_as]

    def publication(self, kind: str) -> Publication | None:
        """The publication of a kind that counts: the newest that stands."""
        return next((notice for notice in self._telling if notice.kind == kind), None)

    def current_publication(self) -> Publication | None:
        """The publication that runs in this state."""
        return next(iter(self._telling), None)

    @property
    def _telling(self) -> list[Publication]:
        return [notice for notice in self.standing if notice.role != NoticeRole.WITHDRAWAL]

    def to_post(self) -> Publication | None:
        """The notice whose paper is to go up next: the oldest that does not hang yet."""
        waiting = [notice for notice in self.standing if notice.posted_on is None]
        return waiting[-1] if waiting else None

    def hanging(self) -> Publication | None:
        """The notice whose paper comes down next: of those that hang, the one that ends first."""
        hung = [
            notice for notice in self.standing if notice.ends_on and notice.taken_down_on is None
        ]
        return min(hung, key=lambda notice: (notice.ends_on, notice.pk), default=None)

    def unfinished(self) -> Publication | None:
        """The first notice that has not hung to its end and come down."""
        return next(
            (notice for notice in reversed(self.standing) if notice.taken_down_on is None), None
        )

    def thresholds(self, meeting: Meeting) -> judgement.Thresholds:
        """Quorum and pass of a meeting, by the edition of the day it is held."""
        edition = self.edition(meeting.held_on)
        _, present, votes = MEETING_RULES[meeting.kind]
        return judgement.Thresholds(
            quorum=getattr(edition, present),
            passing=getattr(edition, votes),
            base_of_pass=judgement.EXPECTED
            if meeting.kind == MeetingKind.PARTY
            else judgement.PRESENT,
            article_quorum=edition.source(present),
            article_pass=edition.source(votes),
            per_body=meeting.kind == MeetingKind.JOINT,
        )


def facts(matter: Matter) -> Facts:
    """The facts of a matter, kept on it for the request."""
    kept = matter.__dict__.get("_facts")
    if kept is None:
        kept = matter.__dict__["_facts"] = Facts(matter)
    return kept


def opinions_of(
    matter: Matter,
    *,
    channel: str = "",
    uptake: str = "",
    after: int = 0,
    most: int = 51,
    whole: bool = False,
) -> list[Opinion]:
    """One page of opinions by number; `uptake` "none" means not answered yet.

    `whole` reads with them who entered them and what was put right.
    """
    rows = matter.opinions.filter(number__gt=after)
    if whole:
        rows = rows.select_related("entered_by").prefetch_related("corrections")
    if channel in ChannelKind.values:
        rows = rows.filter(channel=channel)
    if uptake == "none":
        rows = rows.filter(uptake="")
    elif uptake in Uptake.values:
        rows = rows.filter(uptake=uptake)
    return list(rows[:most])


# What no page for residents says of the units above.
UNSEEN = tuple(
    f"dossier__unit__{above}__{column}"
    for above in ("parent", "parent__parent")
    for column in ("ledger_seq", "ledger_head", "name", "sort_key", "path", "address", "closed_on")
)


@Records
def _public_matter(*, number: str) -> QuerySet[Matter]:
    rows = Matter.objects.filter(dossier__number=number, dossier__public_state__isnull=False)
    return rows.select_related("dossier__public_state", "dossier__unit__parent__parent").defer(
        *UNSEEN
    )


def public_matter(number: str) -> Matter | None:
    """A matter residents may know of: one with a public state; None for every other."""
    matter = _public_matter.first(number=number)
    if matter:
        matter.read_with_dossier()
    return matter


def open_consultations(unit: Unit | None, *, on: date) -> PublicStateQuerySet:
    """What residents may say their opinion on, soonest closing first."""
    states = PublicState.objects.consulting(on).select_related("unit", "dossier")
    return (states.within(unit) if unit else states).order_by("consult_until", "pk")


def with_tallies(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with their opinions and survey answers counted in the same query, for a page."""
    own = {"matter": OuterRef("pk")}
    said = Opinion.objects.filter(**own).order_by().values("matter")
    asked = Survey.objects.filter(**own).order_by().values("matter")
    sums = {name: Sum(name, default=0) for name in SURVEYED}
    return brought.along(rows).annotate(
        opinion_tally=Subquery(said.annotate(found=JSONObject(**COUNTED)).values("found")),
        survey_tally=Subquery(asked.annotate(found=JSONObject(**sums)).values("found")),
        has_notices=Exists(Publication.objects.filter(dossier=OuterRef("dossier"))),
        has_changes=Exists(Change.objects.filter(**own)),
        has_rejections=Exists(Rejection.objects.filter(**own)),
        has_reviews=Exists(StreetReview.objects.filter(**own)),
        has_revocations=Exists(Revocation.objects.filter(**own)),
    )


def page_facts(matter: Matter) -> Facts:
    """The facts of a matter read with `with_tallies`; for its page, never for an act."""
    known = facts(matter)
    counted = vars(matter)
    known.opinions = OpinionCount(**(counted["opinion_tally"] or dict.fromkeys(COUNTED, 0)))
    known.supervision = brought.opinions_of(matter)
    known.objections = brought.objections_of(matter)
    known.satisfaction = Satisfaction(**(counted["survey_tally"] or dict.fromkeys(SURVEYED, 0)))
    if not counted["has_notices"]:
        known.publications = []
    if not counted["has_changes"]:
        known.changes = []
    return known


def progress_of(matter: Matter) -> list[Progress]:
    """The reports on the work, newest first."""
    return facts(matter).progress


def satisfaction(matter: Matter) -> Satisfaction:
    """The satisfaction counted so far (满意度)."""
    return facts(matter).satisfaction


def spent_so_far(matter: Matter) -> int:
    """What was spent by the progress reports, in yuan (已支出)."""
    standing = matter.progress.filter(correction__isnull=True)
    return standing.aggregate(total=Sum("spent", default=0))["total"]
