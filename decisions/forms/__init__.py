"""The shape of what is typed; one form per step, named like the step."""

from decisions.forms.amending import CorrectNoticeForm, RepostNoticeForm, WithdrawNoticeForm
from decisions.forms.aside import ReasonForm, ResumeForm, SuspendForm
from decisions.forms.consultation import (
    AddChannelForm,
    AddOpinionsForm,
    AnswerOpinionForm,
    ConsultForm,
    SayOpinionForm,
    SumUpForm,
)
from decisions.forms.matters import (
    ArchiveForm,
    AttachForm,
    DraftForm,
    RecuseForm,
    ReviseForm,
)
from decisions.forms.meetings import (
    CallMeetingForm,
    CancelMeetingForm,
    CountVotesForm,
    FailMeetingForm,
    SignInForm,
)
from decisions.forms.notices import (
    PostNoticeForm,
    PublishResolutionForm,
    PublishResultForm,
    TakeDownNoticeForm,
)
from decisions.forms.oversight import AnswerSupervisionForm, SuperviseForm
from decisions.forms.resolution import DeliberateForm, ProposeForm, RejectForm, ResolveForm
from decisions.forms.work import AcceptWorkForm, ImplementForm, ReportProgressForm, SurveyForm

__all__ = [
    "AcceptWorkForm",
    "AddChannelForm",
    "AddOpinionsForm",
    "AnswerOpinionForm",
    "AnswerSupervisionForm",
    "ArchiveForm",
    "AttachForm",
    "CallMeetingForm",
    "CancelMeetingForm",
    "ConsultForm",
    "CorrectNoticeForm",
    "CountVotesForm",
    "DeliberateForm",
    "DraftForm",
    "FailMeetingForm",
    "ImplementForm",
    "PostNoticeForm",
    "ProposeForm",
    "PublishResolutionForm",
    "PublishResultForm",
    "ReasonForm",
    "RecuseForm",
    "RejectForm",
    "ReportProgressForm",
    "RepostNoticeForm",
    "ResolveForm",
    "ResumeForm",
    "ReviseForm",
    "SayOpinionForm",
    "SignInForm",
    "SumUpForm",
    "SuperviseForm",
    "SurveyForm",
    "SuspendForm",
    "TakeDownNoticeForm",
    "WithdrawNoticeForm",
]
