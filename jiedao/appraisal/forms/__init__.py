"""The shapes of what is typed about the appraisal; whether it may be is for the actions."""

from jiedao.appraisal.forms.bonuses import BonusForm, MatterForm, SharesForm
from jiedao.appraisal.forms.marks import (
    AnswerForm,
    AppealForm,
    RateForm,
    ReasonForm,
    VetoForm,
)
from jiedao.appraisal.forms.results import AwardForm, UseForm
from jiedao.appraisal.forms.reviews import (
    BallotsForm,
    CommentForm,
    DeliverForm,
    OpenReviewForm,
    SettleForm,
)
from jiedao.appraisal.forms.targets import ListForm, NoWordsForm, OpenForm, TargetForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "AwardForm",
    "BallotsForm",
    "BonusForm",
    "CommentForm",
    "DeliverForm",
    "ListForm",
    "MatterForm",
    "NoWordsForm",
    "OpenForm",
    "OpenReviewForm",
    "RateForm",
    "ReasonForm",
    "SettleForm",
    "SharesForm",
    "TargetForm",
    "UseForm",
    "VetoForm",
]
