"""三议: what the branch proposes, what the two committees agree on, what the residents decide."""

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.models import Matter
from decisions.selectors import facts
from decisions.views.visit import Visit, open_step
from jiedao.meetings.models import Meeting
from jiedao.meetings.selectors import result_of, when
from jiedao.web.commands import form_page


@form_page
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """The party branch proposes the matter (党组织提议)."""
    visit = open_step(request, number, "propose")
    form = visit.bind(forms.ProposeForm, initial={"plan": _plan(visit.matter)})
    if visit.takes(form, lambda: actions.propose(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已经提议。下一步召集“两委”联席会议商议。")
    return visit.ask(
        form,
        submit="提议",
        lead=_lead(visit),
        note="提交后，居民在公开栏能看到已经提议和提议的方案。",
    )


@form_page
def deliberate(request: HttpRequest, number: str) -> HttpResponse:
    """The two committees deliberate together (两委商议)."""
    visit = open_step(request, number, "deliberate")
    form = visit.bind(forms.DeliberateForm, initial={"plan": _plan(visit.matter)})
    if visit.takes(
        form, lambda: actions.deliberate(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("商议方案已形成。下一步召集居民代表会议或者居民会议表决。")
    return visit.ask(
        form,
        submit="形成商议方案",
        lead=_lead(visit),
        note="提交后，居民在公开栏能看到商议后的方案。",
    )


@form_page
def resolve(request: HttpRequest, number: str) -> HttpResponse:
    """The residents passed the matter (决议通过)."""
    visit = open_step(request, number, "resolve")
    form = visit.bind(forms.ResolveForm, initial={"text": _plan(visit.matter)})
    if visit.takes(form, lambda: actions.resolve(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("决议已登记。请按期限公开。")
    return visit.ask(
        form,
        submit="登记决议通过",
        lead=_lead(visit),
        note="提交后进入“决议公开”，决议内容不能再改。",
    )


@form_page
def reject(request: HttpRequest, number: str) -> HttpResponse:
    """The vote did not pass (未获通过)."""
    visit = open_step(request, number, "reject")
    form = visit.bind(forms.RejectForm)
    if visit.takes(form, lambda: actions.reject(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("已登记未获通过。请按居民的意见修改方案，再由党组织重新提议。")
    return visit.ask(
        form,
        submit="登记未获通过",
        lead=_lead(visit),
        note="提交后，居民在公开栏能看到表决没有通过。修改方案后可以重新提议。",
    )


def _meeting(matter: Matter) -> Meeting | None:
    return facts(matter).awaited()


def _plan(matter: Matter) -> str:
    """The text the meeting voted on, the plan where it is not written down."""
    meeting = _meeting(matter)
    return (meeting.resolution if meeting else "") or matter.plan


def _lead(visit: Visit) -> str:
    meeting = _meeting(visit.matter)
    if meeting is None:
        return visit.step.hint
    return f"{meeting}：{when(meeting)}，{meeting.place}；{result_of(meeting)}。"
