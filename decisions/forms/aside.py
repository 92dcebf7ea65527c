"""Forms of interrupting and ending a matter: the reason, and until when at the latest."""

from decisions.forms.fields import Day, StepForm, Words


class ReasonForm(StepForm):
    """Why a matter is ended (终止办理) or a motion taken back (撤回动议)."""

    reason = Words(
        label="原因",
        longest=150,
        public=True,
        help_text="写清楚为什么不再办，例如“改由区里统一实施，社区不再单独办理”。",
        error_messages={"required": "请写明原因。"},
    )


class SuspendForm(StepForm):
    """Why a matter rests and until when at the latest (中止办理)."""

    reason = Words(
        label="中止的原因",
        longest=150,
        public=True,
        help_text="居民在公开栏能看到，例如“规划部门正在核实选址，等书面答复”。",
        error_messages={"required": "请写明为什么中止。"},
    )
    until = Day(
        label="最晚哪天恢复",
        required=False,
        help_text="到了这一天还没有恢复，会列在您的待办里。不填就按规定的最长期限。",
    )


class ResumeForm(StepForm):
    """Take a matter up again (恢复办理): only the day."""
