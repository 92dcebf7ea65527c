"""What one community tries: its page, its stages, its end."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.documents.selectors import in_groups, printables
from jiedao.ledger.selectors import timeline
from jiedao.liaison.actions import pilots as actions
from jiedao.liaison.conditions.common import DUTY
from jiedao.liaison.conditions.pilots import why_not, why_not_finish, why_stage_done
from jiedao.liaison.forms import pilots as forms
from jiedao.liaison.models import Stage, Trial
from jiedao.liaison.selectors import pilots as selectors
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import about, ask, bound, gate
from jiedao.web.buttons import Button
from jiedao.web.commands import form_page, page, show

LINES = 50


@page
def trial_page(request: HttpRequest, number: str) -> HttpResponse:
    """One trial: who, to what end, until when; its stages; whether the goal is reached."""
    user, today = signed_in(request), clock.today()
    record = selectors.get_visible(user, number)
    context = {
        "record": record,
        "dossier": record.dossier,
        "row": selectors.row_of(record, today),
        "goal": selectors.goal_of(record, today=today),
        "may_change": why_not(record, by=user) is None,
        "offers": _offers(record, user),
        "printable": in_groups(printables(record.dossier, record)),
        "entries": timeline(record.dossier, limit=LINES),
    }
    return show(request, "jiedao/trial_page.html", context)


@form_page
def finish_stage(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """A stage is done (完成阶段)."""
    user, stage = _stage(request, number, kind)
    form = bound(request, forms.DoneForm, initial={"done_on": clock.today()})
    name = stage.get_kind_display()
    return ask(
        request,
        form,
        lambda: actions.finish_stage(stage, by=user, **form.cleaned_data),
        about(stage.trial, f"完成“{name}”", "登记以后，这个阶段的期限就不再计算。", "登记完成"),
        done=lambda _: (f"已登记完成“{name}”。", stage.trial.get_absolute_url()),
    )


@form_page
def move_stage(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """A stage is given another day (调整期限)."""
    user, stage = _stage(request, number, kind)
    form = bound(request, forms.MoveForm, initial={"due_on": stage.due_on})
    name = stage.get_kind_display()
    return ask(
        request,
        form,
        lambda: actions.move_stage(stage, by=user, **form.cleaned_data),
        about(
            stage.trial, f"调整“{name}”的期限", "原来的期限和调整的原因留在办理经过里。", "登记调整"
        ),
        done=lambda _: ("已登记调整。", stage.trial.get_absolute_url()),
    )


@form_page
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """The trial is over (完成试点)."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user) or why_not_finish(record))
    form = bound(request, forms.FinishForm, initial={"done_on": clock.today()})
    return ask(
        request,
        form,
        lambda: actions.finish(record, by=user, **form.cleaned_data),
        about(record, "完成社区试点", "写明总结。完成以后不能再变更。", "登记完成"),
        done=lambda _: ("已登记完成试点。", record.get_absolute_url()),
    )


def _stage(request: HttpRequest, number: str, kind: str) -> tuple[User, Stage]:
    """404 when it may not be seen, 403 when it is not his, 409 when it is done already."""
    user = signed_in(request)
    record = selectors.get_visible(user, number)
    gate(request, why_not(record, by=user))
    stage = selectors.get_stage(record, kind)
    gate(request, why_stage_done(stage))
    return user, stage


def _offers(record: Trial, user: User) -> list[Button]:
    """The next stage and the end, and why not; nothing for whom it is no business."""
    if not holdings(user).covers(DUTY, record.dossier.unit) and user != record.responsible:
        return []
    number, refusal = record.dossier.number, why_not(record, by=user)
    if refusal:
        return [Button("finish", "登记完成试点", "", "", primary=False, refusal=refusal)]
    missing = [one for one in record.stages.all() if one.done_on is None]
    found = []
    if missing:
        ahead = min(missing, key=lambda one: (one.due_on, one.pk))
        url = address("pilots:finish_stage", number, ahead.kind)
        label = f"完成“{ahead.get_kind_display()}”"
        found.append(Button("stage", label, url, "做完了的，登记哪天完成。", True, None))
    refusal = why_not_finish(record)
    url = "" if refusal else address("pilots:finish", number)
    hint = "各阶段都完成了的，写明总结。"
    return [*found, Button("finish", "登记完成试点", url, hint, not missing, refusal)]
