"""Objections to the notices of a matter on the API: read one by one, and what each step takes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from decisions.api.fields import Choice, Day, Words
from decisions.api.inputs import StepInput
from decisions.api.visits import NUMBER, TAG, OfMatter, failing
from decisions.forms.objections import (
    LONGEST_ANSWER,
    LONGEST_OBJECTION,
    LONGEST_REASON,
)
from decisions.models import Matter
from decisions.selectors.objections import representatives
from jiedao.lib import clock
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Answerer, Finding, JointBase, ObjectionStatus


class ObjectionOutput(serializers.ModelSerializer[Objection]):
    """One objection (异议): never who objects, only whether with a name."""

    publication = serializers.CharField(source="publication.number", help_text="公示编号")
    way = serializers.CharField(source="get_way_display", help_text="怎么收到的")
    is_named = serializers.BooleanField(help_text="是否实名")
    status = Choice("ObjectionStatus", ObjectionStatus.choices, help_text="办到哪一步")
    answerer = serializers.CharField(source="get_answerer_display", help_text="由谁答复")
    finding = serializers.CharField(source="get_finding_display", help_text="街道的结论")
    outcome = serializers.CharField(source="get_outcome_display", help_text="办结情况")

    class Meta:
        model = Objection
        fields = (
            "number",
            "publication",
            "way",
            "said_on",
            "is_named",
            "joint_base",
            "signed",
            "expected",
            "calls_meeting",
            "text",
            "status",
            "answerer",
            "acknowledged_on",
            "answer",
            "gist",
            "answered_on",
            "escalation",
            "escalated_on",
            "finding",
            "decision",
            "correct_by",
            "decided_on",
            "outcome",
            "closed_on",
        )
        read_only_fields = fields


class ObjectionViewSet(OfMatter[Objection]):
    """The objections to the notices of a matter."""

    @extend_schema(
        summary="对公示的异议",
        description="按序号排列。不含提出人的姓名和电话。",
        parameters=[NUMBER],
        responses={200: ObjectionOutput(many=True)} | failing(404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        rows = Objection.objects.filter(dossier=self.matter(number).dossier)
        page = self.paginate_queryset(rows.select_related("publication")) or []
        return self.get_paginated_response(ObjectionOutput(page, many=True).data)


class EnterJointObjectionInput(StepInput):
    """Many object together (登记联名异议); representatives by id, others counted on a list.

    The signed list of residents or households is a file: it is entered on the page.
    """

    base = Choice(
        "JointBase",
        [(JointBase.REPRESENTATIVES.value, JointBase.REPRESENTATIVES.label)],
        help_text="谁联名的",
    )
    signers = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        max_length=500,
        help_text="居民代表的id，见 people",
    )
    said_on = Day(required=False, help_text="提出日期，不写就是今天")
    text = Words(longest=LONGEST_OBJECTION, help_text="异议内容，不写号码和门牌")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = {"said_on": clock.today()} | super().arguments(matter)
        people = representatives(matter, given["said_on"])
        return given | {"signers": list(people.filter(pk__in=given["signers"]))}


class OneObjectionInput(StepInput):
    """A step of one objection; a step that asks nothing more takes this alone."""

    objection = serializers.IntegerField(min_value=1, help_text="异议的序号")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        number = given["objection"]
        found = Objection.objects.filter(dossier=matter.dossier, number=number).first()
        if found is None:
            raise ValidationError({"objection": [f"这件事没有第{number}号异议，请核对。"]})
        return given | {"objection": found}


class AcknowledgeObjectionInput(OneObjectionInput):
    """Who answers (受理异议)."""

    answerer = Choice("ObjectionAnswerer", Answerer.choices, help_text="由谁答复")


class AnswerObjectionInput(OneObjectionInput):
    """The written answer (答复异议)."""

    answer = Words(longest=LONGEST_ANSWER, help_text="书面答复，提出人凭回执码看到")
    gist = Words(
        longest=200,
        public=True,
        required=False,
        allow_blank=True,
        help_text="公开的答复要点，不公开的不写",
    )


class EscalateObjectionInput(OneObjectionInput):
    """Why the answer does not satisfy (反映到街道)."""

    reason = Words(longest=LONGEST_REASON, help_text="哪里不认可")


class DecideObjectionInput(OneObjectionInput):
    """What the street found (调查核实)."""

    finding = Choice("ObjectionFinding", Finding.choices, help_text="调查结论")
    decision = Words(longest=LONGEST_ANSWER, help_text="理由和答复")
    correct_by = Day(required=False, help_text="责令更正的期限")
