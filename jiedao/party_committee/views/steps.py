"""The steps of a topic, each one form: what is asked, what is said around it, what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiedao.access.recusals import withdrawn_from
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.party_committee import actions, counting, forms
from jiedao.party_committee.models import Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.selectors import meetings
from jiedao.party_committee.selectors.topics import get_visible
from jiedao.people.models import Person, User
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import View, form_page
from jiedao.web.forms import OfficeForm

Known = Callable[[Topic], dict[str, Any]]
Act = Callable[..., Topic]


def _nothing(topic: Topic) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Visit:
    """One person at one step of one topic."""

    request: HttpRequest
    user: User
    topic: Topic
    code: str


@dataclass(frozen=True)
class Asked:
    """What a step asks, for its page and for the API."""

    form: type[OfficeForm]
    act: Act
    also: Known
    given: Callable[[Any], dict[str, Any]]


ASKED: dict[str, Asked] = {}


def step(
    code: str,
    form: type[OfficeForm],
    act: Act,
    done: str,
    *,
    also: Known = _nothing,
    known: Known = _nothing,
    lead: Callable[[Topic], str] | None = None,
    given: Callable[[Any], dict[str, Any]] = lambda form: dict(form.cleaned_data),
) -> View:
    """The page of a step. `also` is what its form must know, `known` what stands in it already."""

    @form_page
    def view(request: HttpRequest, number: str) -> HttpResponse:
        visit = _visit(request, number, code)
        topic, row = visit.topic, TOPIC.named(code)
        filled = bound(request, form, initial=known(topic), **also(topic))
        return ask(
            request,
            filled,
            lambda: act(topic, by=visit.user, **given(filled)),
            Asking(
                row.name,
                lead(topic) if lead else row.hint,
                row.name,
                f"{number} {topic.dossier.title}",
                topic.get_absolute_url(),
            ),
            done=lambda changed: (done, changed.get_absolute_url()),
        )

    ASKED[code] = Asked(form, act, also, given)
    view.__doc__ = f"{TOPIC.named(code).name}."
    return view


def _visit(request: HttpRequest, number: str, code: str) -> Visit:
    """404 when it may not be seen, 403 without the duty, 409 when the step is not open."""
    user = signed_in(request)
    topic = get_visible(user, number)
    refusal = TOPIC.why_not(topic, code, by=user)
    try:
        gate(request, refusal)
    except Refused as refused:
        raise Refused(TOPIC.with_who_was_first(topic, refused.refusal)) from None
    return Visit(request, user, topic, code)


def _as_submitted(topic: Topic) -> dict[str, Any]:
    return {
        "title": topic.dossier.title,
        "proposal": topic.proposal,
        "amount": topic.amount,
    }


def _returned(topic: Topic) -> str:
    return f"退回的原因：{topic.returned_reason}。改好后再送分管领导审核。"


def _members(topic: Topic) -> dict[str, Any]:
    keys = [one.person_id for one in meetings.members_on(topic.dossier.unit, clock.today())]
    return {"members": Person.objects.filter(pk__in=keys).order_by("sort_key", "pk")}


def _withdrawn(topic: Topic) -> dict[str, Any]:
    return {"withdrawn": withdrawn_from(topic.dossier)}


def _to_come(topic: Topic) -> dict[str, Any]:
    return {"meetings": meetings.to_come(topic.dossier.unit, today=clock.today())}


def _papers_rule(topic: Topic) -> str:
    entry = topic.entry
    if entry is None:
        return ""
    edition, day = counting.edition_for(entry), entry.meeting.held_on
    last = counting.last_day_for_papers(day, edition)
    return (
        f"{entry.meeting}{day.month}月{day.day}日开，材料至迟{last.month}月{last.day}日送达"
        f"（提前{edition.papers_before}，{edition.source('papers_before')}）。"
    )


def _speakers(topic: Topic) -> dict[str, Any]:
    """The members who came, one a line, the secretary last; what was entered before stays."""
    entry = topic.entry
    if entry is None:
        return {}
    heads = counting.heads_for(entry)
    here = {one.person_id for one in heads.voters}
    said = [one for one in entry.last_spoken() if one.person_id in here]
    if said:
        lines = [f"{one.person}：{one.words}" for one in said]
    else:
        last = heads.secretary
        order = [one for one in heads.voters if one is not last] + ([last] if last else [])
        lines = [f"{one.person}：" for one in order]
    return {
        "speeches": "\n".join(lines),
        "in_favour": entry.in_favour,
        "against": entry.against,
        "abstain": entry.abstain,
        "minority": entry.minority,
    }


def _count_rule(topic: Topic) -> str:
    entry = topic.entry
    if entry is None:
        return ""
    heads = counting.heads_for(entry)
    rule = counting.edition_for(entry).passing
    needed = rule.needed(len(heads.base))
    return (
        f"{heads.in_words}。可以表决的{len(heads.voters)}人，三项合计要等于这个数；"
        f"赞成须{rule}（应到{len(heads.base)}人），即{needed}票。"
    )


def _counted(form: forms.CountVotesForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "speeches": given["speeches"],
        "votes": form.votes(),
        "minority": given["minority"],
    }


def _rejection(topic: Topic) -> str:
    entry = topic.entry
    votes = entry.votes_in_words if entry else ""
    return f"{votes}，没有达到通过的票数。提交后议题到此为止，不能恢复。"


def _people(topic: Topic) -> dict[str, Any]:
    return {"people": meetings.officials_of(topic.dossier.unit)}


def _assigned(topic: Topic) -> dict[str, Any]:
    return {"owner": topic.owner_id, "due_on": topic.due_on}


def _decision(topic: Topic) -> str:
    return f"决定：{topic.decision}"


resubmit = step(
    "resubmit",
    forms.ResubmitForm,
    actions.resubmit,
    "已重新申报，等分管领导审核。",
    known=_as_submitted,
    lead=_returned,
)
review = step("review", forms.ReviewForm, actions.review, "已审核同意，等书记确定上会。")
send_back = step("send_back", forms.ReasonForm, actions.send_back, "已退回申报的人修改。")
withdraw = step("withdraw", forms.ReasonForm, actions.withdraw, "议题已撤回。")
put_on_agenda = step(
    "put_on_agenda",
    forms.PutOnAgendaForm,
    actions.put_on_agenda,
    "已列入议程，请组织委员送达材料。",
    also=_to_come,
)
take_off_agenda = step(
    "take_off_agenda", forms.ReasonForm, actions.take_off_agenda, "已撤下议程，由书记另行确定。"
)
hand_out = step(
    "hand_out", forms.HandOutForm, actions.hand_out, "材料送达已登记。", lead=_papers_rule
)
recuse = step("recuse", forms.RecuseForm, actions.recuse, "回避已登记。", also=_members)
lift_recusal = step(
    "lift_recusal",
    forms.LiftRecusalForm,
    actions.lift_recusal,
    "回避登记已撤销，这个人计入应到。",
    also=_withdrawn,
)
count_votes = step(
    "count_votes",
    forms.CountVotesForm,
    actions.count_votes,
    "表决已登记，请按结果登记“形成决定”或者“未通过”。",
    known=_speakers,
    lead=_count_rule,
    given=_counted,
)
resolve = step("resolve", forms.ResolveForm, actions.resolve, "决定已登记，请交办。")
reject = step("reject", forms.NoWordsForm, actions.reject, "已登记未通过。", lead=_rejection)
defer = step("defer", forms.ReasonForm, actions.defer, "已暂缓，下次再议由书记确定。")
assign = step(
    "assign",
    forms.AssignForm,
    actions.assign,
    "已交办，期限列入待办。",
    also=_people,
    lead=_decision,
)
reassign = step(
    "reassign",
    forms.ReassignForm,
    actions.reassign,
    "责任人和期限已改。",
    also=_people,
    known=_assigned,
    lead=_decision,
)
report_progress = step(
    "report_progress",
    forms.ReportProgressForm,
    actions.report_progress,
    "进展已登记。",
    lead=_decision,
)
report_done = step(
    "report_done", forms.ReportDoneForm, actions.report_done, "已报办完，等验收。", lead=_decision
)
accept = step("accept", forms.AcceptForm, actions.accept, "已办结，并反馈。", lead=_decision)
hand_back = step("hand_back", forms.ReasonForm, actions.hand_back, "已退回责任人续办。")
