"""Every document of 一征三议两公开, in the order of the procedure: declared once, here."""

from collections.abc import Callable

from decisions import access, duties
from decisions.documents import (
    casefile,
    complaints,
    consulting,
    convening,
    motion,
    oversight,
    regimes,
    work,
)
from decisions.documents.frame import (
    always,
    closed_meetings,
    meetings,
    once_public,
    publications,
    resolutions,
    since,
)
from decisions.selectors.complaints import complaint_of
from decisions.selectors.convening import request_of
from jiedao.attachments.states import AttachmentKind
from jiedao.documents.blocks import Document
from jiedao.documents.declared import Binding, DocumentType, Shelf, Subject, declare
from jiedao.lib import clock
from jiedao.meetings import papers as of_meetings
from jiedao.publications import papers as of_publications


def _notice(about: Subject) -> Document:
    text = about.record.text_on(clock.today())
    return of_publications.notice(about.record, text)


def _poster(page: str) -> Callable[[Subject], Document]:
    def build(about: Subject) -> Document:
        text = about.record.text_on(clock.today())
        return of_publications.poster(about.record, text, page=page)

    return build


MEETINGS = "会议"
SHELF = declare(
    Shelf(
        duties.MATTER.code,
        access.matter_of,
        (
            DocumentType(
                "motion", "动议登记表", "动议", always, motion.motion,
                is_form=True, comes_back_as=AttachmentKind.PROPOSAL,
            ),
            DocumentType("register", "决策实施登记表", "动议", always, motion.register),
            DocumentType(
                "consultation", "征求意见稿", "征求意见", since("consulted_on"), consulting.draft
            ),
            DocumentType(
                "opinion_form", "征求意见表", "征求意见", since("consulted_on"),
                consulting.opinion_form, is_form=True, comes_back_as=AttachmentKind.OTHER,
            ),
            DocumentType(
                "opinions", "意见汇总表", "征求意见", since("consulted_on"), consulting.summary
            ),
            DocumentType(
                "meeting_notice", "会议通知", MEETINGS, meetings,
                lambda about: of_meetings.notice(about.record),
            ),
            DocumentType(
                "roster", "会议名册", MEETINGS, meetings,
                lambda about: of_meetings.roster(about.record),
            ),
            DocumentType(
                "sign_in_sheet", "签到表", MEETINGS, meetings,
                lambda about: of_meetings.sign_in_sheet(about.record),
                is_form=True, comes_back_as=AttachmentKind.SIGNIN_SHEET,
            ),
            DocumentType(
                "count_sheet", "计票单", MEETINGS, meetings,
                lambda about: of_meetings.count_sheet(about.record),
                is_form=True, comes_back_as=AttachmentKind.COUNT_SHEET,
            ),
            DocumentType(
                "minutes", "会议记录", MEETINGS, closed_meetings,
                lambda about: of_meetings.minutes(about.record),
                is_form=True, comes_back_as=AttachmentKind.MINUTES,
            ),
            DocumentType(
                "resolution", "决议", MEETINGS, resolutions,
                lambda about: of_meetings.resolution(about.record),
                is_form=True, comes_back_as=AttachmentKind.MINUTES,
            ),
            DocumentType(
                "owner_notice", "业主表决公告", "业主表决", regimes.owner_votes, regimes.owner_notice
            ),
            DocumentType(
                "owner_sheet", "业主表决签名表", "业主表决", regimes.owner_votes, regimes.owner_sheet,
                is_form=True, comes_back_as=AttachmentKind.OWNER_SHEET,
            ),
            DocumentType(
                "owner_result", "业主表决结果", "业主表决", regimes.counted_owner_votes,
                regimes.owner_result, is_form=True, comes_back_as=AttachmentKind.OWNER_SHEET,
            ),
            DocumentType(
                "review_sheet", "民主评议表", "民主评议", regimes.listed, regimes.review_sheet,
                is_form=True, comes_back_as=AttachmentKind.MINUTES,
            ),
            DocumentType("notice", "公示", "公示", publications, _notice),
            DocumentType("poster_a4", "A4张贴稿", "公示", publications, _poster("a4")),
            DocumentType("poster_a3", "A3张贴稿", "公示", publications, _poster("a3")),
            DocumentType(
                "objection_form", "异议登记答复表", "公示", once_public,
                oversight.objection_form, is_form=True, comes_back_as=AttachmentKind.OTHER,
            ),
            DocumentType(
                "objection_answer", "异议答复", "公示", oversight.answered_objections,
                oversight.objection_answer,
            ),
            DocumentType(
                "filing_report", "备案报告", "备案", regimes.passed_for_filing, regimes.filing_report
            ),
            DocumentType(
                "filing_answer", "备案答复", "备案", regimes.answered_filing, regimes.filing_answer
            ),
            DocumentType(
                "work_register", "实施台账", "组织实施", since("implementing_on"), work.work_register
            ),
            DocumentType(
                "survey_form", "满意度测评表", "组织实施", since("accepted_on"), work.survey_form,
                is_form=True, comes_back_as=AttachmentKind.OTHER,
            ),
            DocumentType(
                "supervision_opinion", "监督意见", "居务监督", oversight.watched_steps,
                oversight.supervision_opinion, is_form=True, comes_back_as=AttachmentKind.SUPERVISION_OPINION,
            ),
            DocumentType("casefile_cover", "案卷封面", "归档", always, casefile.cover),
            DocumentType("casefile_contents", "卷内目录", "归档", always, casefile.contents),
        ),
        upload="decisions:attach",
        binding=Binding(casefile.parts, casefile.bound_cover, casefile.bound_contents),
    )
)  # fmt: skip

OF_COMPLAINTS = declare(
    Shelf(
        duties.COMPLAINT.code,
        complaint_of,
        (
            DocumentType(
                "order", "责令公布通知书", "责令公布", complaints.ordered, complaints.order
            ),
        ),
    )
)

OF_REQUESTS = declare(
    Shelf(
        duties.CONVENING.code,
        request_of,
        (
            DocumentType(
                "signature_sheet", "联名签名册", "联名", lambda record: [Subject(record)],
                convening.signature_sheet, is_form=True, comes_back_as=AttachmentKind.SIGNATURES,
            ),
        ),
        upload="decisions:attach_signatures",
    )
)  # fmt: skip
