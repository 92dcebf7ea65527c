"""Forms of the two publications and their photographs."""

from typing import Any

from django import forms

from decisions.forms.fields import Day, StepForm, Words
from jiedao.attachments.forms import ACCEPT_PHOTO
from jiedao.scans.models import ScannedPaper

BOARD = "社区居务公开栏"


class PublishResolutionForm(StepForm):
    """What the notice of the resolution still needs (决议公开): who answers for it, by when."""

    responsible = Words(
        label="责任人",
        longest=60,
        public=True,
        help_text="职务和姓名，例如“社区居委会委员 王秀兰”。会写进公示。",
        error_messages={"required": "请写明责任人。"},
    )
    finish_by = Day(
        label="计划完成日期",
        help_text="会写进公示。",
        error_messages={"required": "请选择计划完成的日期。"},
    )


class PublishResultForm(StepForm):
    """What was done, in words (实施结果公开); the figures come from the record."""

    result = Words(
        label="实施结果",
        lines=6,
        public=True,
        help_text="做成了什么，居民从哪里、什么时候可以用上。验收、决算和满意度由平台写入。",
        error_messages={"required": "请写明做成了什么。"},
    )


class PhotoForm(StepForm):
    """A step that needs a photograph; asked for only when no scan brings one along."""

    scan = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scan: ScannedPaper | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scan is None:
            del self.fields["scan"]
        else:
            del self.fields["photo"]
            self.fields["scan"].initial = scan.pk


class PostNoticeForm(PhotoForm):
    """The paper is on the board (登记张贴)."""

    photo = forms.FileField(
        label="现场照片",
        widget=forms.FileInput(attrs={"accept": ACCEPT_PHOTO}),
        help_text="拍清楚公开栏和整张公示。手机拍的原图就可以。居民能看到。",
        error_messages={"empty": "照片是空的，请重新选择。"},
    )
    place = Words(
        label="张贴地点",
        longest=80,
        initial=BOARD,
        public=True,
        error_messages={"required": "请写明张贴在哪里。"},
    )


class TakeDownNoticeForm(PhotoForm):
    """The paper comes down (登记揭下)."""

    photo = forms.FileField(
        label="揭下前的照片",
        widget=forms.FileInput(attrs={"accept": ACCEPT_PHOTO}),
        help_text="公示期满后、揭下以前拍，拍清楚整张公示。居民能看到。",
        error_messages={"empty": "照片是空的，请重新选择。"},
    )
