"""The routes of the office's own records."""

from rest_framework.routers import SimpleRouter

from jiedao.api.records.activities import ActivityViewSet
from jiedao.api.records.regulations import RegulationViewSet
from jiedao.api.records.reports import ReportViewSet
from jiedao.api.records.scans import ScanViewSet, UploadViewSet
from jiedao.api.records.superior import SuperiorDocumentViewSet


def routes(router: SimpleRouter) -> None:
    """Everything under /api/v1/ that is the office's own: activities, regulations, reports, scans."""
    router.register("activities", ActivityViewSet, basename="activity")
    router.register("superior-documents", SuperiorDocumentViewSet, basename="superior-document")
    router.register("reports", ReportViewSet, basename="report")
    router.register("regulations", RegulationViewSet, basename="regulation")
    router.register("scans/uploads", UploadViewSet, basename="upload")
    router.register("scans", ScanViewSet, basename="scan")
