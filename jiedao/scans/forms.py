"""The shape of an upload of many files, and of what a person says a paper is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.scans.selectors import Choice
from jiedao.web.fields import offer
from jiedao.web.forms import OfficeForm

MOST_FILES = 30
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
# The street has sheets of its own: of what it called itself.
TAKING_IN = (UnitLevel.STREET, *COMMUNITIES)
ACCEPT = "image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf"


class ManyFiles(forms.FileInput):
    """A box that takes many files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Some files: none of them empty, not too many; the list of them."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"一次最多上传{MOST_FILES}个文件，您选了{len(files)}个，请分几次上传。", code="many"
            )
        return list(files)


class UploadForm(OfficeForm):
    """Photographs and scans (上传扫描件); the community is asked only of who works for several."""

    unit = forms.ModelChoiceField(
        label="哪个单位的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择是哪个单位的。",
            "invalid_choice": "请从列表里选择您负责的单位。",
        },
    )
    papers = Files(
        label="照片或扫描的PDF",
        required=False,
        widget=ManyFiles(attrs={"accept": ACCEPT, "multiple": True}),
        help_text=f"可以一次选很多个，最多{MOST_FILES}个，每个不超过50兆。一个PDF里有几份表的，平台按二维码分开。",
    )
    camera = Files(
        label="现在拍一张",
        required=False,
        widget=ManyFiles(attrs={"accept": "image/*", "capture": "environment"}),
        help_text="手机上点这里直接打开相机，拍清楚整张纸。",
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_unit = units[0] if len(units) == 1 else None
        if self.only_unit:
            del self.fields["unit"]
        else:
            offer(self, "unit", Unit.objects.filter(pk__in=[unit.pk for unit in units]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [*cleaned.get("papers", ()), *cleaned.get("camera", ())]
        if not chosen and not self.errors:
            self.add_error("papers", "请选择要上传的照片或PDF。")
        return cleaned

    @property
    def asks_unit(self) -> bool:
        """Whether the community has to be chosen."""
        return "unit" in self.fields

    @property
    def boxes(self) -> list[forms.BoundField]:
        """Where files come from; one of them is enough."""
        return [self["papers"], self["camera"]]

    @property
    def unit_chosen(self) -> Unit:
        """The community: the only one there is, or the one that was chosen."""
        unit: Unit = self.only_unit or self.cleaned_data["unit"]
        return unit

    @property
    def chosen(self) -> list[UploadedFile]:
        """Everything that was picked or taken."""
        return [*self.cleaned_data["papers"], *self.cleaned_data["camera"]]


class PlaceForm(OfficeForm):
    """What a paper is, once its matter is known (认作)."""

    what = forms.ChoiceField(
        label="它是什么",
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择它是哪张表或者什么材料。",
            "invalid_choice": "请从列表里选择它是哪张表或者什么材料。",
        },
    )

    def __init__(self, *args: Any, choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_value = {choice.value: choice for choice in choices}
        groups: dict[str, list[tuple[str, str]]] = {}
        for choice in self.by_value.values():
            groups.setdefault(choice.group, []).append((choice.value, choice.label))
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(groups.items())

    @property
    def chosen(self) -> Choice:
        return self.by_value[self.cleaned_data["what"]]


class DismissForm(OfficeForm):
    """Why a paper goes into no dossier (不归卷)."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        initial="与本街道事项无关。",
        help_text="例如：与本街道事项无关；拍花了，已经重拍；重复拍的。不写姓名、电话和证件号码。",
        error_messages={
            "required": "请写明为什么不归卷。",
            "max_length": "最多200个字，请删去一些。",
        },
    )
