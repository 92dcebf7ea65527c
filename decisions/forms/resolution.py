"""Forms of the three deliberations: the plan as the meeting left it."""

from decisions.forms.fields import StepForm, Words


class ProposeForm(StepForm):
    """The plan the party branch proposes (党组织提议)."""

    plan = Words(
        label="提议的方案",
        lines=10,
        public=True,
        help_text="已从现在的方案带入，按会议决定改动。居民能看到。",
        error_messages={"required": "请写明提议的方案。"},
    )


class DeliberateForm(StepForm):
    """The plan the two committees agreed on (两委商议)."""

    plan = Words(
        label="商议后的方案",
        lines=10,
        public=True,
        help_text="已从提议的方案带入，按商议结果改动。居民能看到。",
        error_messages={"required": "请写明商议后的方案。"},
    )


class ResolveForm(StepForm):
    """What the residents decided, word for word (决议通过)."""

    text = Words(
        label="决议内容",
        lines=10,
        public=True,
        help_text="已从会议登记的决议带入，公示时一字不改地公开。",
        error_messages={"required": "请写明决议内容。"},
    )


class RejectForm(StepForm):
    """The vote did not pass (未获通过): only the day."""
