"""What is typed about the party committee's work."""

from jiedao.party_committee.forms.meetings import (
    AddMemberForm,
    CallMeetingForm,
    EndMembershipForm,
    IssueMinutesForm,
    SignInForm,
)
from jiedao.party_committee.forms.topics import (
    AcceptForm,
    AssignForm,
    CountVotesForm,
    HandOutForm,
    NoWordsForm,
    PutOnAgendaForm,
    ReasonForm,
    ReassignForm,
    RecuseForm,
    ReportDoneForm,
    ReportProgressForm,
    ResolveForm,
    ResubmitForm,
    ReviewForm,
    SubmitForm,
)

__all__ = [
    "AcceptForm",
    "AddMemberForm",
    "AssignForm",
    "CallMeetingForm",
    "CountVotesForm",
    "EndMembershipForm",
    "HandOutForm",
    "IssueMinutesForm",
    "NoWordsForm",
    "PutOnAgendaForm",
    "ReasonForm",
    "ReassignForm",
    "RecuseForm",
    "ReportDoneForm",
    "ReportProgressForm",
    "ResolveForm",
    "ResubmitForm",
    "ReviewForm",
    "SignInForm",
    "SubmitForm",
]
