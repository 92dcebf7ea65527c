"""Papers from above on the API: received, studied, handed down, and whose they are."""

from typing import Any

from rest_framework import serializers

from jiedao.access.desks import staff_with
from jiedao.activities import actions, forms
from jiedao.activities.conditions import DUTY, why_not_study
from jiedao.activities.models import SuperiorDocument
from jiedao.activities.selectors import activities
from jiedao.activities.selectors import superior as selectors
from jiedao.api import examples
from jiedao.api.records.acts import Acts, Asks
from jiedao.api.records.parts import several, words
from jiedao.api.records.viewsets import Offering, Reads, RecordViewSet, told
from jiedao.attachments.forms import AttachForm
from jiedao.attachments.states import AttachmentKind
from jiedao.people.models import User
from jiedao.web import duties


class SuperiorDocumentRow(serializers.Serializer[Any]):
    """A paper from above as a list shows it (上级文件)."""

    number = serializers.CharField(source="record.dossier.number", help_text="编号")
    title = serializers.CharField(source="record.dossier.title", help_text="标题")
    document_number = serializers.CharField(
        source="record.document_number", help_text="文号；没有的为空"
    )
    level = serializers.CharField(source="record.level", help_text="哪一级")
    genre = serializers.CharField(source="record.genre", help_text="种类")
    issuer = serializers.CharField(source="record.issuer", help_text="发文机关或讲话人")
    received_on = serializers.DateField(source="record.received_on", help_text="收到日期")
    unit = serializers.CharField(source="record.dossier.unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="record.dossier.unit.short_name", help_text="单位")
    responsible = words("责任人：组织学习和传达的；没有的为空", "record.responsible")
    course = serializers.CharField(source="word", help_text="现在，与页面上的一字不差")
    studies = serializers.IntegerField(help_text="学习了几次")
    relays = serializers.IntegerField(help_text="传达到几个单位")


class LearnerOutput(serializers.Serializer[Any]):
    """One person and the paper: on which day studied, or not yet."""

    name = serializers.CharField(help_text="姓名")
    post = serializers.CharField(help_text="职务")
    studied_on = serializers.DateField(allow_null=True, help_text="学习日期；还没有学习的为空")
    how = serializers.CharField(help_text="怎么学的")


class RelayOutput(serializers.Serializer[Any]):
    """One unit the paper was handed down to."""

    unit = serializers.CharField(source="unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="unit.short_name", help_text="单位")
    relayed_on = serializers.DateField(help_text="传达日期")
    way = serializers.CharField(help_text="传达方式")


class SuperiorDocumentOutput(SuperiorDocumentRow, Offering):
    """One paper with who has studied it and to whom it was handed down."""

    summary = serializers.CharField(source="record.summary", help_text="主要精神")
    learners = several(
        LearnerOutput, lambda row, _: selectors.learners_of(row.record), "谁学习了、谁还没有"
    )
    relayed_to = several(
        RelayOutput, lambda row, _: selectors.relays_of(row.record), "传达到了哪里"
    )


OF = Acts("superior-documents", SuperiorDocumentOutput, "SJ2026-105001-0001")


def _may_receive(user: User) -> None:
    duties.demand(user, DUTY, act="登记上级文件")


def _receive(*, by: User, **given: Any) -> SuperiorDocument:
    return actions.receive(given.pop("unit"), by=by, **given)


def _units_and_people(_: Any, user: User) -> dict[str, Any]:
    units = activities.units_of(user)
    return {"units": units, "people": staff_with(DUTY, units)}


@told(
    "上级文件列表",
    "一份上级文件：谁学习了、传达到了哪里",
    *selectors.LISTING.narrowings,
)
class SuperiorDocumentViewSet(RecordViewSet):
    """What came from above (上级文件)."""

    acts, row, base = OF, SuperiorDocumentRow, "superior-document"
    reads = Reads(
        listing=lambda user: selectors.LISTING,
        asked_for=lambda user, asked, today: selectors.asked_for(user, asked, today=today),
        rows=lambda found, today: map(selectors.row_of, found),
        one=selectors.get_visible,
    )
    create = OF.opening(
        "receive",
        "登记上级文件",
        _receive,
        Asks(forms.ReceiveForm, also=_units_and_people),
        closed=_may_receive,
    )
    study = OF.step(
        "study",
        "登记学习",
        actions.study,
        Asks(forms.StudyForm, also=lambda record, _: {"studies": selectors.studies_for(record)}),
        closed=why_not_study,
        hint="写是哪一次集中学习，到会的人就算学习了；还没有登记的，请先登记会议活动。",
    )
    relay = OF.step(
        "relay",
        "登记传达",
        actions.relay,
        Asks(forms.RelayForm, also=lambda record, _: {"units": selectors.not_relayed_to(record)}),
        closed=why_not_study,
        hint="传达到哪些单位、哪一天、怎么传达的；只收还没有传达到的下级单位。",
    )
    put_in_charge = OF.step(
        "put_in_charge",
        "另定责任人",
        actions.put_in_charge,
        Asks(forms.InChargeForm, also=lambda record, _: {"people": selectors.people_for(record)}),
        closed=why_not_study,
        hint="学习和传达由谁组织，期限就算谁的；能登记学习和传达的人都可以。",
    )
    attach = OF.step(
        "attach",
        "再附一个文件",
        actions.attach,
        Asks(AttachForm, also=lambda record, _: {"kinds": (AttachmentKind.OTHER,)}),
        closed=why_not_study,
        hint="批示、实施意见等。上传后不能删除；传错了，再传一份正确的。",
    )


_OF_ONE = {
    "number": "SJ2026-105001-0001",
    "title": "关于推进基层治理的意见",
    "document_number": "金办〔2026〕12号",
    "level": "district",
    "genre": "document",
    "issuer": "中共金水区委办公室",
    "unit": "410105001",
    "unit_name": "经八路街道",
    "responsible": "罗卫东",
    "course": "已学习、已传达",
    "studies": 1,
    "relays": 2,
    "summary": "要求各街道落实四项制度。",
}
examples.declare(
    {
        f"{one}.{name}": value
        for one in ("SuperiorDocumentRow", "SuperiorDocumentOutput")
        for name, value in _OF_ONE.items()
    }
    | {
        "LearnerOutput.name": "罗卫东",
        "LearnerOutput.post": "经八路街道科室干部",
        "LearnerOutput.how": "集中学习",
        "RelayOutput.way": "meeting",
    }
)
