from django.urls import path

from decisions.duties import Duty
from decisions.views import (
    advisory,
    aside,
    consultation,
    filing,
    matters,
    meetings,
    notices,
    oversight,
    owners,
    resolution,
    work,
)
from jiedao.pages import navigation
from jiedao.pages.navigation import NavItem

app_name = "decisions"

urlpatterns = [
    path("", matters.matter_list, name="matter_list"),
    path("export.xlsx", matters.export, name="export"),
    path("new/", matters.draft, name="draft"),
    path("<slug:number>/", matters.matter_page, name="matter_page"),
    path("<slug:number>/timeline/", matters.matter_timeline, name="timeline"),
    path("<slug:number>/revise/", matters.revise, name="revise"),
    path("<slug:number>/attach/", matters.attach, name="attach"),
    path("<slug:number>/recuse/", matters.recuse, name="recuse"),
    path("<slug:number>/archive/", matters.archive, name="archive"),
    path("<slug:number>/withdraw/", aside.withdraw, name="withdraw"),
    path("<slug:number>/suspend/", aside.suspend, name="suspend"),
    path("<slug:number>/resume/", aside.resume, name="resume"),
    path("<slug:number>/terminate/", aside.terminate, name="terminate"),
    path("<slug:number>/consult/", consultation.consult, name="consult"),
    path("<slug:number>/add-channel/", consultation.add_channel, name="add_channel"),
    path("<slug:number>/add-opinions/", consultation.add_opinions, name="add_opinions"),
    path("<slug:number>/opinions/", consultation.opinion_list, name="opinion_list"),
    path(
        "<slug:number>/opinions/export.xlsx", consultation.opinions_export, name="opinions_export"
    ),
    path(
        "<slug:number>/opinions/<int:opinion>/answer/",
        consultation.answer_opinion,
        name="answer_opinion",
    ),
    path("<slug:number>/sum-up/", consultation.sum_up, name="sum_up"),
    path("<slug:number>/call-meeting/", meetings.call_meeting, name="call_meeting"),
    path("<slug:number>/cancel-meeting/", meetings.cancel_meeting, name="cancel_meeting"),
    path("<slug:number>/sign-in/", meetings.sign_in, name="sign_in"),
    path("<slug:number>/count-votes/", meetings.count_votes, name="count_votes"),
    path("<slug:number>/fail-meeting/", meetings.fail_meeting, name="fail_meeting"),
    path("<slug:number>/propose/", resolution.propose, name="propose"),
    path("<slug:number>/deliberate/", resolution.deliberate, name="deliberate"),
    path("<slug:number>/resolve/", resolution.resolve, name="resolve"),
    path("<slug:number>/reject/", resolution.reject, name="reject"),
    path(
        "<slug:number>/publish-resolution/", notices.publish_resolution, name="publish_resolution"
    ),
    path("<slug:number>/publish-result/", notices.publish_result, name="publish_result"),
    path("<slug:number>/post-notice/", notices.post_notice, name="post_notice"),
    path("<slug:number>/take-down-notice/", notices.take_down_notice, name="take_down_notice"),
    path("<slug:number>/repost-notice/", notices.repost_notice, name="repost_notice"),
    path("<slug:number>/correct-notice/", notices.correct_notice, name="correct_notice"),
    path("<slug:number>/withdraw-notice/", notices.withdraw_notice, name="withdraw_notice"),
    path("<slug:number>/implement/", work.implement, name="implement"),
    path("<slug:number>/report-progress/", work.report_progress, name="report_progress"),
    path("<slug:number>/accept-work/", work.accept_work, name="accept_work"),
    path("<slug:number>/survey/", work.survey, name="survey"),
    path("<slug:number>/supervise/", oversight.supervise, name="supervise"),
    path(
        "<slug:number>/supervision/<int:opinion>/answer/",
        oversight.answer_supervision,
        name="answer_supervision",
    ),
    path("<slug:number>/list-applicants/", advisory.list_applicants, name="list_applicants"),
    path("<slug:number>/begin-review/", advisory.begin_review, name="begin_review"),
    path("<slug:number>/review/", advisory.review, name="review"),
    path("<slug:number>/publish-review/", advisory.publish_review, name="publish_review"),
    path("<slug:number>/conclude/", advisory.conclude, name="conclude"),
    path("<slug:number>/begin-owner-vote/", owners.begin_owner_vote, name="begin_owner_vote"),
    path("<slug:number>/count-owner-vote/", owners.count_owner_vote, name="count_owner_vote"),
    path("<slug:number>/owner-sheet.xlsx", owners.owner_sheet, name="owner_sheet"),
    path("<slug:number>/resolve-by-owners/", owners.resolve_by_owners, name="resolve_by_owners"),
    path("<slug:number>/reject-by-owners/", owners.reject_by_owners, name="reject_by_owners"),
    path("<slug:number>/submit-filing/", filing.submit_filing, name="submit_filing"),
    path("<slug:number>/accept-filing/", filing.accept_filing, name="accept_filing"),
    path("<slug:number>/order-correction/", filing.order_correction, name="order_correction"),
]

navigation.declare(
    NavItem("decisions", "民主决策", "decisions:matter_list", (Duty.VIEW, Duty.OPINIONS), order=10)
)
navigation.declare_quick(
    NavItem("decisions.draft", "一件重大事项（动议）", "decisions:draft", (Duty.DRAFT,), order=10)
)
