"""What residents reported about publishing on the API: the list, one of them, and each step."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from decisions import actions
from decisions.api.on_behalf import HEADER, EnteredComplaintOutput, receipt
from decisions.conditions.complaints import why_not_enter
from decisions.forms import complaints as forms
from decisions.models import Complaint, Matter
from decisions.procedures import COMPLAINT
from decisions.procedures.owed import owed_choices, why_only_the_notice
from decisions.selectors import complaints as selectors
from jiedao.api import examples, once
from jiedao.api.permissions import user_of
from jiedao.api.records.acts import Acts, Asks
from jiedao.api.records.parts import day, words
from jiedao.api.records.viewsets import Offering, Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.lib.refusals import unless
from jiedao.organisation.models import Unit
from jiedao.people.models import User


class ComplaintRow(serializers.Serializer[Any]):
    """A report of something not published, as a list shows it (反映应公开未公开)."""

    number = words("编号", "record.dossier.number")
    subject = words("哪件事", "record.subject")
    unit = words("社区代码", "record.community.code")
    unit_name = words("社区", "record.community.short_name")
    wrong = words("反映什么", "record.wrong")
    wrong_name = words("反映什么，写成中文", "record.get_wrong_display")
    state = words("状态", "record.state")
    state_name = words("状态的名称", "word")
    finding = words("结论，写成中文；还没有的为空", "found")
    said_on = day("反映日期", "record.said_on")


class ComplaintOutput(ComplaintRow, Offering):
    """One report; what the resident wrote and was answered only for the street."""

    text = serializers.SerializerMethodField(help_text="居民反映的情况；只有街道看得到，别人为空")
    answer = serializers.SerializerMethodField(help_text="给反映人的答复；只有街道看得到，别人为空")
    order = words("责令公布什么；没有的为空", "record.order")
    owed = words("责令公布哪份公示；没有写明的为空", "record.owed")
    owed_name = words("责令公布的公示，写成中文；没有写明的、不是公示的为空", "record.owed_notice")
    publish_by = day("公布的期限；没有的为空", "record.publish_by", null=True)
    corrected_on = day("更正责令的日期；没有更正过的为空", "record.corrected_on", null=True)
    correction = words("为什么更正责令；没有更正过的为空", "record.correction")
    published_on = day("公布日期；没有的为空", "record.published_on", null=True)
    publication = serializers.CharField(
        source="record.publication.number",
        default=None,
        allow_null=True,
        help_text="公布在哪份公示；没有的为空",
    )
    report = words("怎么公布的；没有的为空", "record.report")

    def get_text(self, row: Any) -> str:
        return str(row.record.text) if self._reads(row.record) else ""

    def get_answer(self, row: Any) -> str:
        return str(row.record.answer) if self._reads(row.record) else ""

    def _reads(self, record: Complaint) -> bool:
        return selectors.reads_the_words(self.context["user"], record)


NOBODYS = {"communities": Unit.objects.none(), "matters": Matter.objects.none()}
OF = Acts("complaints", ComplaintOutput, "FY2026-105001-0001")


def _choices(_: Any, user: User) -> dict[str, Any]:
    communities = selectors.communities_of(user)
    return {"communities": communities, "matters": selectors.matters_within(communities)}


def _entered(form: Any) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    del given["read_back"]
    return given


ENTER = Asks(forms.EnterComplaintByProgramForm, also=_choices, given=_entered, blank=NOBODYS)
OF.opens, OF.open_parsers = "enter_complaint", ENTER.parsers


@told(
    "反映应公开未公开列表",
    "一件反映：街道查了什么、责令公布什么、公布了没有",
    *selectors.NARROWINGS,
    explained="您能查看的，新收到的在前；社区只看得到街道责令公布的。",
)
class ComplaintViewSet(RecordViewSet):
    """What residents reported about publishing (反映应公开未公开)."""

    acts, row, base, procedure = OF, ComplaintRow, "complaint", COMPLAINT
    reads = Reads(
        listing=selectors.listing,
        asked_for=selectors.asked_for,
        rows=selectors.rows_of,
        one=selectors.get_visible,
        unit_path="community__path",
    )

    @extend_schema(
        operation_id="complaints_enter_complaint",
        summary="代居民登记反映",
        description="居民当面、打电话、书面或者通过12345反映的，照原话登记，念给他核对，把查询码给他。由街道办理。",
        parameters=[once.PARAMETER, receipt(201)],
        request=ENTER.shape,
        responses={201: EnteredComplaintOutput} | failing(400, 403, 409),
        tags=[OF.tag],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def take() -> Response:
            unless(why_not_enter(user))
            given = ENTER.arguments(request, None)
            said, code = actions.enter_complaint(given.pop("community"), by=user, **given)
            shown = EnteredComplaintOutput(said).data
            return Response(shown, status=201, headers={HEADER: code})

        return once.only_once(request, take)

    acknowledge_complaint = OF.by_procedure(
        COMPLAINT,
        "acknowledge_complaint",
        actions.acknowledge_complaint,
        Asks(forms.AcknowledgeComplaintForm),
    )
    answer_complaint = OF.by_procedure(
        COMPLAINT, "answer_complaint", actions.answer_complaint, Asks(forms.AnswerComplaintForm)
    )
    order_publication = OF.by_procedure(
        COMPLAINT,
        "order_publication",
        actions.order_publication,
        Asks(
            forms.OrderPublicationForm,
            also=lambda record, _: {"owed": owed_choices(record)},
        ),
    )
    correct_order = OF.by_procedure(
        COMPLAINT,
        "correct_order",
        actions.correct_order,
        Asks(forms.CorrectOrderForm, also=lambda record, _: {"owed": owed_choices(record)}),
    )
    report_published = OF.by_procedure(
        COMPLAINT,
        "report_published",
        actions.report_published,
        Asks(
            forms.ReportPublishedForm,
            also=lambda record, _: {
                "notices": selectors.notices_for(record),
                "only_notice": why_only_the_notice(record),
            },
        ),
    )


_OF_ONE = {
    "number": "FY2026-105001-0001",
    "subject": "2号院停车费的收支",
    "unit": "410105001003",
    "unit_name": "体育社区",
    "wrong": "late",
    "wrong_name": "应该公布的没有公布，或者公布晚了",
    "state": "ordered",
    "state_name": "责令公布",
    "finding": "责令公布",
}
examples.declare(
    {
        f"{one}.{name}": value
        for one in ("ComplaintRow", "ComplaintOutput")
        for name, value in _OF_ONE.items()
    }
    | {
        f"EnteredComplaintOutput.{name}": _OF_ONE[name]
        for name in ("number", "subject", "unit", "unit_name")
    }
    | {
        "FormsEnterComplaintByProgramInputRequest.community": "410105001003",
        "FormsEnterComplaintByProgramInputRequest.wrong": "late",
        "FormsEnterComplaintByProgramInputRequest.affair": "2号院停车费的收支",
        "FormsEnterComplaintByProgramInputRequest.text": "停车费收了两年，收支从来没有公布过。",
        "FormsEnterComplaintByProgramInputRequest.way": "phone",
        "FormsEnterComplaintByProgramInputRequest.name": "",
        "FormsEnterComplaintByProgramInputRequest.phone": "",
    }
    | {
        "ComplaintOutput.text": "停车费收了两年，收支从来没有公布过。",
        "ComplaintOutput.answer": "经查，收支没有公布，已责令社区公布。",
        "ComplaintOutput.order": "公布2号院停车费两年来的收支明细。",
        "FormsOrderPublicationInputRequest.owed": "result",
        "FormsCorrectOrderInputRequest.owed": "resolution",
        "FormsCorrectOrderInputRequest.reason": "点错了公示，要的是决议公示。",
        "ComplaintOutput.correction": "",
        "ComplaintOutput.owed": "",
        "ComplaintOutput.owed_name": "",
        "ComplaintOutput.publication": "GS2026-001003-0003",
        "ComplaintOutput.report": "",
    }
)
