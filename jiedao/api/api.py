"""The routes of the office's own records."""

from rest_framework.routers import SimpleRouter

from jiedao.api.records.activities import ActivityViewSet
from jiedao.api.records.appraisal import (
    AppraisalViewSet,
    BranchReviewViewSet,
    TargetListViewSet,
)
from jiedao.api.records.liaison import (
    AssignmentViewSet,
    GroupViewSet,
    PilotViewSet,
    ResponsibilityViewSet,
    TrialViewSet,
)
from jiedao.api.records.money import (
    BudgetViewSet,
    ProjectViewSet,
    SupportViewSet,
    WagesViewSet,
)
from jiedao.api.records.party_committee import PartyMeetingViewSet, TopicViewSet
from jiedao.api.records.party_roster import PartyMemberViewSet
from jiedao.api.records.regulations import RegulationViewSet
from jiedao.api.records.reports import ReportViewSet
from jiedao.api.records.scans import ScanViewSet, UploadViewSet
from jiedao.api.records.superior import SuperiorDocumentViewSet
from jiedao.api.records.units import UnitViewSet


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/ that is the office's own."""
    router.register("activities", ActivityViewSet, basename="activity")
    router.register("superior-documents", SuperiorDocumentViewSet, basename="superior-document")
    router.register("reports", ReportViewSet, basename="report")
    router.register("regulations", RegulationViewSet, basename="regulation")
    router.register("funds/projects", ProjectViewSet, basename="project")
    router.register("funds/budgets", BudgetViewSet, basename="budget")
    router.register("funds/wages", WagesViewSet, basename="wages")
    router.register("funds/supports", SupportViewSet, basename="support")
    router.register("party-committee/topics", TopicViewSet, basename="topic")
    router.register("party-committee/meetings", PartyMeetingViewSet, basename="party-meeting")
    router.register("party-committee/members", PartyMemberViewSet, basename="party-member")
    router.register("liaison/groups", GroupViewSet, basename="group")
    router.register("liaison/pilots", PilotViewSet, basename="pilot")
    router.register("liaison/trials", TrialViewSet, basename="trial")
    router.register("liaison/assignments", AssignmentViewSet, basename="assignment")
    router.register("liaison/responsibilities", ResponsibilityViewSet, basename="responsibility")
    router.register("appraisal/years", AppraisalViewSet, basename="appraisal")
    router.register("appraisal/target-lists", TargetListViewSet, basename="target-list")
    router.register("appraisal/reviews", BranchReviewViewSet, basename="branch-review")
    router.register("units", UnitViewSet, basename="unit")
    router.register("scans/uploads", UploadViewSet, basename="upload")
    router.register("scans", ScanViewSet, basename="scan")
