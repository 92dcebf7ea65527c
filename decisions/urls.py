from django.urls import path

from decisions.duties import Duty
from decisions.views import (
    advisory,
    aside,
    authorisations,
    changing,
    complaints,
    consultation,
    convening,
    filing,
    historic,
    matters,
    meetings,
    notices,
    objections,
    on_behalf,
    oversight,
    owners,
    resolution,
    sealing,
    standing,
    work,
)
from jiedao.pages import navigation
from jiedao.pages.navigation import NavItem

app_name = "decisions"

urlpatterns = [
    path("", matters.matter_list, name="matter_list"),
    path("export.xlsx", matters.export, name="export"),
    path("new/", matters.draft, name="draft"),
    path("authorisations/", authorisations.authorisation_list, name="authorisation_list"),
    path("authorisations/export.xlsx", authorisations.export, name="export_authorisations"),
    path("authorisations/new/", authorisations.authorise, name="authorise"),
    path(
        "authorisations/<int:pk>/end/", authorisations.end_authorisation, name="end_authorisation"
    ),
    path("convening/", convening.convening_list, name="convening_list"),
    path("convening/export.xlsx", convening.export, name="export_convening"),
    path("convening/new/", convening.request_convening, name="request_convening"),
    path("convening/<slug:number>/", convening.convening_page, name="convening_page"),
    path("convening/<slug:number>/tick-names/", convening.tick_names, name="tick_names"),
    path("convening/<slug:number>/enter-sheet/", convening.enter_sheet, name="enter_sheet"),
    path(
        "convening/<slug:number>/attach-signatures/",
        convening.attach_signatures,
        name="attach_signatures",
    ),
    path("convening/<slug:number>/accept/", convening.accept_request, name="accept_request"),
    path("convening/<slug:number>/decline/", convening.decline_request, name="decline_request"),
    path("convening/<slug:number>/reopen/", convening.reopen_request, name="reopen_request"),
    path("convening/<slug:number>/record/", convening.record_convening, name="record_convening"),
    path("complaints/", complaints.complaint_list, name="complaint_list"),
    path("complaints/export.xlsx", complaints.export_complaints, name="export_complaints"),
    path("complaints/new/", complaints.enter_complaint, name="enter_complaint"),
    path("complaints/<slug:number>/", complaints.complaint_page, name="complaint_page"),
    path("complaints/<slug:number>/phone/", complaints.complaint_phone, name="complaint_phone"),
    *(
        path(f"complaints/<slug:number>/{address}/", view, name=view.__name__)
        for address, view in (
            ("acknowledge", complaints.acknowledge_complaint),
            ("answer", complaints.answer_complaint),
            ("order", complaints.order_publication),
            ("correct-order", complaints.correct_order),
            ("report", complaints.report_published),
        )
    ),
    path("historic/", historic.historic_list, name="historic_list"),
    path("historic/export.xlsx", historic.export, name="export_historic"),
    path("historic/template.xlsx", historic.historic_template, name="historic_template"),
    path("historic/import/", historic.import_historic, name="import_historic"),
    path("historic/<slug:number>/", historic.historic_page, name="historic_page"),
    path("<slug:number>/", matters.matter_page, name="matter_page"),
    path("<slug:number>/timeline/", matters.matter_timeline, name="timeline"),
    path("<slug:number>/revise/", matters.revise, name="revise"),
    path("<slug:number>/attach/", matters.attach, name="attach"),
    path("<slug:number>/recuse/", matters.recuse, name="recuse"),
    path("<slug:number>/lift-recusal/", matters.lift_recusal, name="lift_recusal"),
    path("<slug:number>/archive/", matters.archive, name="archive"),
    path("<slug:number>/keeping/", sealing.set_keeping, name="set_keeping"),
    path("<slug:number>/seal/", sealing.seal, name="seal"),
    path("<slug:number>/withdraw/", aside.withdraw, name="withdraw"),
    path("<slug:number>/suspend/", aside.suspend, name="suspend"),
    path("<slug:number>/resume/", aside.resume, name="resume"),
    path("<slug:number>/terminate/", aside.terminate, name="terminate"),
    path("<slug:number>/send-to-street/", changing.send_to_street, name="send_to_street"),
    path("<slug:number>/approve-review/", changing.approve_review, name="approve_review"),
    path("<slug:number>/send-back/", changing.send_back, name="send_back"),
    path("<slug:number>/change/", changing.change, name="change"),
    path("<slug:number>/adjust/", changing.adjust, name="adjust"),
    path("<slug:number>/keep-resolution/", changing.keep_resolution, name="keep_resolution"),
    path("<slug:number>/act-first/", standing.act_first, name="act_first"),
    path(
        "<slug:number>/decline-ratification/",
        standing.decline_ratification,
        name="decline_ratification",
    ),
    path("<slug:number>/revoke/", standing.revoke, name="revoke"),
    path("<slug:number>/remand/", standing.remand, name="remand"),
    path("<slug:number>/consult/", consultation.consult, name="consult"),
    path("<slug:number>/add-channel/", consultation.add_channel, name="add_channel"),
    path("<slug:number>/add-opinions/", consultation.add_opinions, name="add_opinions"),
    path("<slug:number>/enter-opinion/", on_behalf.enter_opinion, name="enter_opinion"),
    path(
        "<slug:number>/opinions/<int:opinion>/correct/",
        on_behalf.correct_opinion,
        name="correct_opinion",
    ),
    path(
        "<slug:number>/opinions/<int:opinion>/phone/",
        on_behalf.disclose_phone,
        name="disclose_phone",
    ),
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
    path(
        "<slug:number>/progress/<int:report>/correct/",
        work.correct_progress,
        name="correct_progress",
    ),
    path("<slug:number>/accept-work/", work.accept_work, name="accept_work"),
    path("<slug:number>/survey/", work.survey, name="survey"),
    path("<slug:number>/objections/", objections.objection_list, name="objection_list"),
    path(
        "<slug:number>/objections/export.xlsx",
        objections.export_objections,
        name="export_objections",
    ),
    path("<slug:number>/objections/new/", on_behalf.enter_objection, name="enter_objection"),
    path(
        "<slug:number>/objections/joint/",
        objections.enter_joint_objection,
        name="enter_joint_objection",
    ),
    path("<slug:number>/revote/", objections.revote, name="revote"),
    path(
        "<slug:number>/objections/<int:objection>/",
        objections.objection_page,
        name="objection_page",
    ),
    path(
        "<slug:number>/objections/<int:objection>/phone/",
        objections.objection_phone,
        name="objection_phone",
    ),
    *(
        path(
            f"<slug:number>/objections/<int:objection>/{view.__name__.partition('_')[0]}/",
            view,
            name=view.__name__,
        )
        for view in (
            objections.acknowledge_objection,
            objections.answer_objection,
            objections.close_objection,
            objections.escalate_objection,
            objections.decide_objection,
        )
    ),
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
