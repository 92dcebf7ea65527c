"""The shape of what is typed about activities and papers from above."""

from jiedao.activities.forms.activities import (
    CancelForm,
    ChooseForm,
    FindForm,
    HoldForm,
    MakeUpForm,
    PlanForm,
    SolveForm,
)
from jiedao.activities.forms.superior import InChargeForm, ReceiveForm, RelayForm, StudyForm

__all__ = [
    "CancelForm",
    "ChooseForm",
    "FindForm",
    "HoldForm",
    "InChargeForm",
    "MakeUpForm",
    "PlanForm",
    "ReceiveForm",
    "RelayForm",
    "SolveForm",
    "StudyForm",
]
