"""Mounts the kernel's pages, the four systems, the API and the admin: by string, no imports."""

from django.contrib import admin
from django.urls import include, path

handler400 = "jiedao.pages.views.bad_request"
handler403 = "jiedao.pages.views.forbidden"
handler404 = "jiedao.pages.views.not_found"
handler500 = "jiedao.pages.views.server_error"

urlpatterns = [
    # What is opened most often stands first: an address is looked up from the top.
    path("office/decisions/", include("decisions.urls")),
    path("office/dashboard/", include("jiedao.dashboard.urls")),
    path("office/ledger/", include("jiedao.auditing.urls")),
    path("consultations/", include("decisions.public_urls")),
    path("receipts/", include("jiedao.receipts.urls")),
    path("", include("jiedao.pages.urls")),
    path("", include("jiedao.publications.urls")),
    path("office/organisation/", include("jiedao.organisation.urls")),
    path("office/", include("jiedao.accounts.urls")),
    path("office/", include("jiedao.delivery.urls")),
    path("office/appointments/", include("jiedao.access.urls")),
    path("office/clients/", include("jiedao.api.office_urls")),
    path("office/attachments/", include("jiedao.attachments.urls")),
    path("office/documents/", include("jiedao.documents.urls")),
    path("office/scans/", include("jiedao.scans.urls")),
    path("f/", include("jiedao.documents.public_urls")),
    path("office/meetings/", include("jiedao.meetings.urls")),
    path("office/disclosures/", include("jiedao.personal.urls")),
    path("office/notices/", include("jiedao.notices.urls")),
    path("office/calendar/", include("jiedao.workdays.urls")),
    path("office/rules/", include("jiedao.rulebooks.urls")),
    path("office/figures/", include("jiedao.indicators.urls")),
    path("office/reports/", include("jiedao.reporting.urls")),
    path("office/regulations/", include("jiedao.regulations.urls")),
    path("office/appraisal/", include("jiedao.appraisal.urls")),
    path("office/liaison/", include("jiedao.liaison.urls.liaison")),
    path("office/groups/", include("jiedao.liaison.urls.groups")),
    path("office/pilots/", include("jiedao.liaison.urls.pilots")),
    path("office/responsibilities/", include("jiedao.liaison.urls.responsibilities")),
    path("office/funds/", include("jiedao.funds.urls")),
    path("office/activities/", include("jiedao.activities.urls")),
    path("office/superior-documents/", include("jiedao.activities.superior_urls")),
    path("office/party-committee/", include("jiedao.party_committee.urls")),
    path("api/", include("jiedao.api.urls")),
    path("admin/", admin.site.urls),
]
