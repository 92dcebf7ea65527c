"""Heads of departments who take part in a group or a community all along (中层干部全程参与)."""

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.liaison.actions import participations as actions
from jiedao.liaison.conditions.assignments import why_closed, why_stopped
from jiedao.liaison.conditions.common import why_not_keep
from jiedao.liaison.forms import assignments as forms
from jiedao.liaison.models import Assignment, WorkGroup
from jiedao.liaison.selectors import assignments, common, groups
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import form_page


@form_page
def take_part(request: HttpRequest, number: str) -> HttpResponse:
    """A head of a department takes part from a day on."""
    user = signed_in(request)
    record, street = _record(user, number)
    dossier, back = record.dossier, record.get_absolute_url()
    gate(request, why_not_keep(dossier, by=user) or why_closed(dossier))
    form = bound(
        request,
        forms.TakePartForm,
        initial={"since": clock.today()},
        people=common.people_of([street]),
    )
    return ask(
        request,
        form,
        lambda: actions.take_part(dossier, street=street, by=user, **form.cleaned_data),
        Asking(
            "增加参与的中层干部",
            f"全程参与“{dossier.title}”的科室干部；职务由平台按任职写上。",
            "登记",
            f"{number} {dossier.title}",
            back,
        ),
        done=lambda found: (f"已登记，{found.user}全程参与。", back),
    )


@form_page
def stop_taking_part(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """He takes part no more."""
    user = signed_in(request)
    record, _ = _record(user, number)
    dossier, back = record.dossier, record.get_absolute_url()
    gate(request, why_not_keep(dossier, by=user))
    participation = assignments.get_participation(dossier, pk)
    gate(request, why_stopped(participation))
    form = bound(request, forms.StopForm, initial={"until": clock.today()})
    return ask(
        request,
        form,
        lambda: actions.stop(participation, by=user, **form.cleaned_data),
        Asking(
            f"{participation.user}不再参与",
            f"{participation.user}（{participation.post}）以前参与过，仍然查得到。",
            "登记",
            f"{number} {dossier.title}",
            back,
        ),
        done=lambda _: ("已登记，不再参与。", back),
    )


def _record(user: User, number: str) -> tuple[WorkGroup | Assignment, Unit]:
    """The group or the assignment of a number, with its street."""
    group = groups.visible_to(user).filter(dossier__number=number).first()
    if group is not None:
        return group, group.street
    assignment = assignments.get_visible(user, number)
    if assignment.community.parent is None:
        raise Http404
    return assignment, assignment.community.parent
