"""The shape of an upload; what may come in is the gate's business."""

from collections.abc import Iterable
from typing import Any

from django import forms

from jiedao.attachments import content
from jiedao.attachments.states import MADE, PHOTOS, AttachmentKind
from jiedao.web.forms import OfficeForm

ACCEPT = ",".join(f".{ending}" for ending in (*content.MIMES, "jpeg"))
ACCEPT_PHOTO = "image/jpeg,image/png"

# What a person may upload: all but what the portal makes itself.
BY_HAND = tuple(kind for kind in AttachmentKind.values if kind not in MADE)


class AttachForm(OfficeForm):
    """Add one file: which paper it is, and the file itself."""

    kind = forms.ChoiceField(label="是什么材料")
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        max_length=255,
        help_text=f"收{content.ALLOWED}。文件名里不要写身份证号、电话号码。",
        error_messages={"required": "请选择要上传的文件。"},
    )

    def __init__(self, *args: Any, kinds: Iterable[str] = BY_HAND, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [AttachmentKind(kind) for kind in kinds]
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(kind.value, kind.label) for kind in offered]
        if len(offered) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = offered[0].value
        photos = all(kind in PHOTOS for kind in offered)
        self.fields["file"].widget.attrs["accept"] = ACCEPT_PHOTO if photos else ACCEPT
