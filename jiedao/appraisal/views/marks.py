"""The forms about one target list: its targets, points of the group, vetoes, appeals."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.appraisal import actions, conditions, forms, scoring
from jiedao.appraisal.models import Target, TargetList
from jiedao.appraisal.selectors import get_visible
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import form_page
from jiedao.web.forms import OfficeForm


def opened(
    request: HttpRequest, number: str, why_not: Callable[..., Refusal | None]
) -> tuple[User, TargetList]:
    """404 when it may not be seen, 403 without the duty, 409 when it is not the time."""
    user = signed_in(request)
    one = get_visible(user, number)
    gate(request, why_not(one, by=user))
    return user, one


def opened_entry(
    request: HttpRequest,
    number: str,
    entries: str,
    pk: int,
    why_not: Callable[..., Refusal | None],
) -> tuple[User, TargetList, Any]:
    """The same for something entered on a list: a veto, points beyond the targets."""
    user = signed_in(request)
    one = get_visible(user, number)
    entry = getattr(one, entries).filter(pk=pk).first()
    if entry is None:
        raise Http404
    entry.list = one
    gate(request, why_not(entry, by=user))
    return user, one, entry


def answered(
    request: HttpRequest,
    form: OfficeForm,
    one: TargetList,
    act: Callable[[], Any],
    asked: tuple[str, str, str],
    done: str,
) -> HttpResponse:
    """The form of an act about a list: title, lead and button, and what it says when done."""
    title, lead, button = asked
    asking = Asking(title, lead, button, str(one), one.get_absolute_url())
    return ask(request, form, act, asking, done=lambda _: (done, one.get_absolute_url()))


def _change(one: TargetList, *, by: User) -> Refusal | None:
    return conditions.why_not_change(one.appraisal, by=by)


@form_page
def add_target(request: HttpRequest, number: str) -> HttpResponse:
    """Add a target (添加目标)."""
    user, one = opened(request, number, _change)
    (sheet,) = scoring.sheets([one], today=clock.today())
    left = 100 - sheet.weight
    form = bound(request, forms.TargetForm, initial={"weight": left if left > 0 else None})
    return answered(
        request,
        form,
        one,
        lambda: actions.add_target(one, by=user, **form.cleaned_data),
        ("添加目标", f"《{one}》已有{sheet.weight}分，还差{left}分。", "添加"),
        "目标已添加。",
    )


def _target(one: TargetList, pk: int) -> Target:
    found = one.targets.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.list = one
    return found


@form_page
def remove_target(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a target out (删去目标)."""
    user, one = opened(request, number, _change)
    target = _target(one, pk)
    return answered(
        request,
        bound(request, forms.NoWordsForm),
        one,
        lambda: actions.remove_target(target, by=user),
        ("删去目标", f"从《{one}》删去“{target}”（{target.weight}分）。", "删去"),
        "目标已删去。",
    )


@form_page
def rate(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The assessment group gives points (考核组评分)."""
    user = signed_in(request)
    one = get_visible(user, number)
    target = _target(one, pk)
    gate(request, conditions.why_not_rate(target, by=user))
    score = getattr(target, "score", None)
    known = {"points": score.points, "reason": score.words} if score else {}
    form = bound(request, forms.RateForm, initial=known)
    return answered(
        request,
        form,
        one,
        lambda: actions.rate(target, by=user, **form.cleaned_data),
        (f"评分：{target}", f"{one.whose}，{target.weight}分。标准：{target.standard}", "评分"),
        "评分已登记，年终计分以前可以改。",
    )


@form_page
def veto(request: HttpRequest, number: str) -> HttpResponse:
    """Enter a veto (登记一票否决)."""
    user, one = opened(request, number, conditions.why_not_veto)
    form = bound(request, forms.VetoForm, matters=actions.veto_matters(one))
    lead = (
        f"{one.whose}{one.appraisal.year}年有规定情形的，登记以后定等次不能高于第三等，也不能评先。"
    )
    return answered(
        request,
        form,
        one,
        lambda: actions.veto(one, by=user, **form.cleaned_data),
        ("登记一票否决", lead, "登记"),
        "一票否决已登记。",
    )


@form_page
def lift_veto(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take a veto back (撤销一票否决)."""
    user, one, entry = opened_entry(request, number, "vetoes", pk, conditions.why_not_lift)
    form = bound(request, forms.ReasonForm)
    return answered(
        request,
        form,
        one,
        lambda: actions.lift_veto(entry, by=user, **form.cleaned_data),
        ("撤销一票否决", f"撤销“{entry.matter}”，原来的登记仍然留着。", "撤销"),
        "一票否决已撤销。",
    )


@form_page
def appeal(request: HttpRequest, number: str) -> HttpResponse:
    """Appeal against the score (申诉)."""
    user, one = opened(request, number, conditions.why_not_appeal)
    form = bound(request, forms.AppealForm)
    return answered(
        request,
        form,
        one,
        lambda: actions.appeal(one, by=user, **form.cleaned_data),
        ("申诉", f"对《{one}》的得分有异议的，写明理由，考核组限期答复。", "提交申诉"),
        "申诉已提交，等考核组答复。",
    )


@form_page
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer an appeal (答复申诉)."""
    user, one = opened(request, number, conditions.why_not_answer)
    form = bound(request, forms.AnswerForm)
    waiting = one.appeals.filter(answered_at=None).first()
    lead = f"{waiting.made_by}的申诉：{waiting.words}" if waiting else "没有等待答复的申诉。"

    def act() -> Any:
        given = dict(form.cleaned_data)
        given["correction"] = given["correction"] or 0
        return actions.answer(one, by=user, **given)

    return answered(
        request, form, one, act, ("答复申诉", lead, "答复"), "申诉已答复，并通知申诉的人。"
    )
