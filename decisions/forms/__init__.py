"""The shape of what is typed; one form per step, named like the step."""

from decisions.forms.advisory import (
    BeginReviewForm,
    ConcludeForm,
    ListApplicantsForm,
    PublishReviewForm,
    ReviewForm,
)
from decisions.forms.amending import CorrectNoticeForm, RepostNoticeForm, WithdrawNoticeForm
from decisions.forms.aside import ReasonForm, ResumeForm, SuspendForm
from decisions.forms.changing import (
    ChangeForm,
    KeepResolutionForm,
    SendToStreetForm,
    StreetReviewForm,
)
from decisions.forms.consultation import (
    AddChannelForm,
    AddOpinionsForm,
    AnswerOpinionForm,
    ConsultForm,
    CorrectOpinionForm,
    EnterOpinionForm,
    SayOpinionForm,
    SumUpForm,
)
from decisions.forms.filing import AcceptFilingForm, OrderCorrectionForm, SubmitFilingForm
from decisions.forms.matters import ArchiveForm, AttachForm, DraftForm, RecuseForm, ReviseForm
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
from decisions.forms.objections import (
    AcknowledgeObjectionForm,
    AnswerObjectionForm,
    CloseObjectionForm,
    DecideObjectionForm,
    EnterJointObjectionForm,
    EnterObjectionForm,
    EscalateObjectionForm,
    RespondObjectionForm,
    RevoteForm,
    SayObjectionForm,
)
from decisions.forms.oversight import AnswerSupervisionForm, SuperviseForm
from decisions.forms.owners import (
    BeginOwnerVoteForm,
    CountOwnerVoteForm,
    RejectByOwnersForm,
    ResolveByOwnersForm,
)
from decisions.forms.resolution import DeliberateForm, ProposeForm, RejectForm, ResolveForm
from decisions.forms.standing import ActFirstForm, AuthoriseForm, EndAuthorisationForm, UndoForm
from decisions.forms.work import (
    AcceptWorkForm,
    CorrectProgressForm,
    ImplementForm,
    ReportProgressForm,
    SurveyForm,
)

__all__ = [
    "AcceptFilingForm",
    "AcceptWorkForm",
    "AcknowledgeObjectionForm",
    "ActFirstForm",
    "AddChannelForm",
    "AddOpinionsForm",
    "AnswerObjectionForm",
    "AnswerOpinionForm",
    "AnswerSupervisionForm",
    "ArchiveForm",
    "AttachForm",
    "AuthoriseForm",
    "BeginOwnerVoteForm",
    "BeginReviewForm",
    "CallMeetingForm",
    "CancelMeetingForm",
    "ChangeForm",
    "CloseObjectionForm",
    "ConcludeForm",
    "ConsultForm",
    "CorrectNoticeForm",
    "CorrectOpinionForm",
    "CorrectProgressForm",
    "CountOwnerVoteForm",
    "CountVotesForm",
    "DecideObjectionForm",
    "DeliberateForm",
    "DraftForm",
    "EndAuthorisationForm",
    "EnterJointObjectionForm",
    "EnterObjectionForm",
    "EnterOpinionForm",
    "EscalateObjectionForm",
    "FailMeetingForm",
    "ImplementForm",
    "KeepResolutionForm",
    "ListApplicantsForm",
    "OrderCorrectionForm",
    "PostNoticeForm",
    "ProposeForm",
    "PublishResolutionForm",
    "PublishResultForm",
    "PublishReviewForm",
    "ReasonForm",
    "RecuseForm",
    "RejectByOwnersForm",
    "RejectForm",
    "ReportProgressForm",
    "RepostNoticeForm",
    "ResolveByOwnersForm",
    "ResolveForm",
    "RespondObjectionForm",
    "ResumeForm",
    "ReviewForm",
    "ReviseForm",
    "RevoteForm",
    "SayObjectionForm",
    "SayOpinionForm",
    "SendToStreetForm",
    "SignInForm",
    "StreetReviewForm",
    "SubmitFilingForm",
    "SumUpForm",
    "SuperviseForm",
    "SurveyForm",
    "SuspendForm",
    "TakeDownNoticeForm",
    "UndoForm",
    "WithdrawNoticeForm",
]
