"""Forms of the street's review and of what is altered after the resolution."""

from django import forms

from decisions.forms.fields import StepForm, Words
from jiedao.web.fields import Yuan


class SendToStreetForm(StepForm):
    """Ask the street to look at the plan (送街道审核): only the day."""


class StreetReviewForm(StepForm):
    """What the street says of the plan (审核意见)."""

    opinion = Words(
        label="审核意见",
        lines=4,
        longest=500,
        public=True,
        help_text="是否合法合规、经费有没有着落；退回的，写明哪里不行、怎么改。",
        error_messages={"required": "请写明审核意见。"},
    )


class ChangeForm(StepForm):
    """What is to be different from what was resolved (变更或者调整)."""

    reason = Words(
        label="为什么要变",
        longest=300,
        public=True,
        help_text="例如“地下管线密集，原址不能开挖，改到院子西侧”。",
        error_messages={"required": "请写明原因。"},
    )
    plan = Words(
        label="变动以后的方案",
        lines=8,
        public=True,
        help_text="已从决议的方案带入，改成要变成的样子。居民能看到。",
    )
    budget = Yuan(label="变动以后的预算（元）", required=False, help_text="没有变的不用改。")
    purpose = forms.BooleanField(label="用途变了", required=False)
    site = forms.BooleanField(label="地点变了", required=False)
    beneficiaries = forms.BooleanField(
        label="受益的人变了",
        required=False,
        help_text="这三项只要有一项变了，就要重新商议表决；都没有变的不用勾选。",
    )


class KeepResolutionForm(StepForm):
    """The earlier resolution is carried on (维持原决议)."""

    reason = Words(
        label="原因",
        longest=150,
        public=True,
        help_text="例如“变更方案没有通过，按原来的决议办”。居民在公开栏能看到。",
        error_messages={"required": "请写明原因。"},
    )
