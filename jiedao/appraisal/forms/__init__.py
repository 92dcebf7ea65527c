"""The shapes of what is typed about the appraisal; whether it may be is for the actions."""

from jiedao.appraisal.forms.marks import (
    AnswerForm,
    AppealForm,
    RateForm,
    ReasonForm,
    VetoForm,
)
from jiedao.appraisal.forms.targets import ListForm, NoWordsForm, OpenForm, TargetForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "ListForm",
    "NoWordsForm",
    "OpenForm",
    "RateForm",
    "ReasonForm",
    "TargetForm",
    "VetoForm",
]
