"""A scanned paper as programs read it, and what is sent to upload one, to file one, to put one aside."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from jiedao.api import examples
from jiedao.documents.models import PrintedForm
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.scans import selectors
from jiedao.scans.forms import COMMUNITIES
from jiedao.scans.matching import Match
from jiedao.scans.models import Scan, ScannedPaper


class ScannedPaperRow(serializers.Serializer[Any]):
    """One paper that came back (扫描件): what it is, where it went, or what keeps it from there."""

    paper = serializers.IntegerField(source="paper.pk", help_text="扫描件的键")
    upload = serializers.IntegerField(source="paper.scan_id", help_text="原件的键，见 uploads")
    state = serializers.CharField(source="paper.status", help_text="办到哪里")
    standing = serializers.CharField(source="word", help_text="现在，与页面上的一字不差")
    name = serializers.CharField(source="paper.__str__", help_text="是什么")
    why = serializers.CharField(
        source="said", help_text="为什么还没有归卷，或者为什么不归卷；没有的为空"
    )
    came = serializers.CharField(help_text="哪个文件，谁上传，哪天")
    unit = serializers.CharField(source="paper.unit.code", help_text="单位代码")
    dossier = serializers.CharField(
        source="paper.dossier.number",
        default=None,
        allow_null=True,
        help_text="归入或者要归入的案卷的编号；还不知道的为空",
    )
    dossier_title = serializers.CharField(
        source="paper.dossier.title", default=None, allow_null=True, help_text="案卷"
    )
    to_do = serializers.CharField(source="act", help_text="还要人办的一件事；没有的为空")


class PlaceOutput(serializers.Serializer[Any]):
    """What a paper may be in one dossier."""

    value = serializers.CharField(help_text="归卷时用它")
    name = serializers.CharField(source="label", help_text="是什么")
    group = serializers.CharField(help_text="哪一类")


class UploadOutput(serializers.ModelSerializer[Scan]):
    """One file that was uploaded (原件), and what papers were found in it."""

    upload = serializers.IntegerField(source="pk", help_text="原件的键")
    unit = serializers.CharField(source="unit.code", help_text="单位代码")
    state = serializers.CharField(source="status", help_text="识别")
    state_name = serializers.CharField(source="get_status_display", help_text="识别到哪里")
    uploaded_by = serializers.CharField(help_text="上传人")
    papers = serializers.SerializerMethodField(
        help_text="认出的各份扫描件；还在识别的没有，过一会儿再来看"
    )

    class Meta:
        model = Scan
        fields = (
            "upload",
            "name",
            "unit",
            "sha256",
            "size",
            "state",
            "state_name",
            "uploaded_at",
            "uploaded_by",
            "papers",
        )
        read_only_fields = fields

    @extend_schema_field(ScannedPaperRow(many=True))
    def get_papers(self, scan: Scan) -> list[dict[str, Any]]:
        seen = selectors.with_their_rows(self.context["user"]).filter(scan=scan).order_by("pk")
        return list(ScannedPaperRow(list(selectors.rows_of(seen)), many=True).data)


class UploadInput(serializers.Serializer[Any]):
    """A photograph or a scan, and whose it is (上传扫描件)."""

    unit = serializers.SlugRelatedField[Unit](
        slug_field="code",
        queryset=Unit.objects.active().of_level(*COMMUNITIES),
        help_text="社区代码，例如410105001003",
        error_messages={
            "does_not_exist": "没有代码为“{value}”的社区，请核对。",
            "invalid": "请写单位代码。",
        },
    )
    file = serializers.FileField(
        max_length=255, help_text="照片（JPG、PNG）或者扫描的PDF，不超过50兆"
    )
    form = serializers.CharField(
        required=False,
        max_length=60,
        help_text="表头二维码下面的编码；知道是哪张表的才写，照片上的二维码看不清也能归卷",
    )

    def named(self) -> PrintedForm | None:
        """The printed form the code names; one that cannot take the paper is refused."""
        given = self.validated_data
        if not given.get("form"):
            return None
        found = selectors.named_form(self.context["user"], given["form"])
        if found is None or not found.dossier.unit.path.startswith(given["unit"].path):
            raise ValidationError({"form": ["这个社区没有打印过这个编码的表，请核对。"]})
        if found.why:
            raise ValidationError({"form": [found.why]})
        return found.form


class FileScanInput(serializers.Serializer[Any]):
    """Where a paper belongs, as a person says (归卷)."""

    matter = serializers.CharField(max_length=60, help_text="案卷的编号")
    what = serializers.CharField(max_length=120, help_text="它是什么，见 places 的 value")

    def match(self, paper: ScannedPaper) -> Match:
        """Where the paper goes; what is not on the list of its places is refused."""
        user, given = self.context["user"], self.validated_data
        dossier = selectors.found_matter(user, paper, given["matter"])
        if dossier is None:
            raise ValidationError({"matter": ["这个社区没有这个编号的案卷可以收扫描件，请核对。"]})
        known = {choice.value: choice.match for choice in selectors.choices_of(dossier)}
        if given["what"] not in known:
            raise ValidationError({"what": ["没有这一项，请从 places 里选择。"]})
        return known[given["what"]]


class DismissInput(serializers.Serializer[Any]):
    """Why a paper goes into no dossier (不归卷)."""

    reason = serializers.CharField(
        max_length=200, help_text="为什么不归卷；不写姓名、电话和证件号码"
    )


def url_of(scan: Scan) -> str:
    """Where the API shows an upload."""
    return address("api:upload-detail", scan.pk)


_OF_ONE = {
    "paper": 31,
    "upload": 17,
    "state": "filed",
    "standing": "已归卷",
    "name": "签到表·居民代表会议",
    "why": "",
    "came": "IMG_1.jpg，孙红霞11月24日上传",
    "dossier": "JC2026-001003-0042",
    "dossier_title": "3号院增设电动自行车充电棚",
    "to_do": "照着勾名字",
}
examples.declare(
    {f"ScannedPaperRow.{name}": value for name, value in _OF_ONE.items()}
    | {
        "PlaceOutput.value": "kind:minutes",
        "PlaceOutput.name": "会议记录",
        "PlaceOutput.group": "其他材料",
        "UploadOutput.upload": 17,
        "UploadOutput.name": "IMG_1.jpg",
        "UploadOutput.sha256": "9f" * 32,
        "UploadOutput.state": "read",
        "UploadOutput.state_name": "已识别",
        "UploadOutput.uploaded_by": "孙红霞",
        "UploadInputRequest.form": "7K3F-92QD-M5XA",
        "FileScanInputRequest.matter": "JC2026-001003-0042",
        "FileScanInputRequest.what": "kind:minutes",
        "DismissInputRequest.reason": "拍花了，已经重拍。",
    }
)
