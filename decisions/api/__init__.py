"""一征三议两公开 on the API: the same actions, the same refusals as on the pages."""

from rest_framework.routers import SimpleRouter

from decisions.api import examples
from decisions.api.authorisations import AuthorisationViewSet
from decisions.api.complaints import ComplaintViewSet
from decisions.api.convening import ConveningViewSet
from decisions.api.historic import HistoricViewSet
from decisions.api.matters import MatterViewSet
from decisions.api.meetings import MeetingViewSet
from decisions.api.objections import ObjectionViewSet
from decisions.api.opinions import OpinionViewSet
from decisions.api.records import MatterPublicationViewSet, PeopleViewSet, TimelineViewSet

__all__ = ["examples", "routes"]

ONE = "decisions/(?P<number>[^/.]+)"


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/decisions/, …/authorisations/, …/convening/, …/complaints/, …/historic/."""
    router.register("decisions", MatterViewSet, basename="matter")
    router.register(f"{ONE}/opinions", OpinionViewSet, basename="matter-opinion")
    router.register(f"{ONE}/objections", ObjectionViewSet, basename="matter-objection")
    router.register(f"{ONE}/meetings", MeetingViewSet, basename="matter-meeting")
    router.register(f"{ONE}/publications", MatterPublicationViewSet, basename="matter-publication")
    router.register(f"{ONE}/timeline", TimelineViewSet, basename="matter-timeline")
    router.register(f"{ONE}/people", PeopleViewSet, basename="matter-person")
    router.register("authorisations", AuthorisationViewSet, basename="authorisation")
    router.register("convening", ConveningViewSet, basename="convening")
    router.register("complaints", ComplaintViewSet, basename="complaint")
    router.register("historic", HistoricViewSet, basename="historic")
