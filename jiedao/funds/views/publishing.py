"""The forms that say what publishes a project."""

from django.http import HttpRequest, HttpResponse

from jiedao.funds import actions
from jiedao.funds.conditions.keeping import why_not
from jiedao.funds.conditions.publishing import dropped_already
from jiedao.funds.forms import projects as forms
from jiedao.funds.selectors import projects as selectors
from jiedao.funds.selectors.publishing import named_of
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import about, ask, bound, gate
from jiedao.web.commands import form_page


@form_page
def name_publication(request: HttpRequest, number: str) -> HttpResponse:
    """Name what publishes a project (登记公开)."""
    user = signed_in(request)
    project = selectors.get_visible(user, number)
    gate(request, why_not(project.dossier, by=user))
    form = bound(request, forms.PublishForm)
    return ask(
        request,
        form,
        lambda: actions.name_publication(project, by=user, **form.cleaned_data),
        about(
            project,
            "登记公开",
            "这个项目由哪份公示公开。公示有没有张贴由平台自己看，不用填。",
        ),
        done=lambda _: ("已登记。", project.get_absolute_url()),
    )


@form_page
def drop_publication(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take back what was named wrongly (撤下)."""
    user = signed_in(request)
    project = selectors.get_visible(user, number)
    named = named_of(project, pk)
    gate(request, why_not(project.dossier, by=user) or dropped_already(named))
    form = bound(request, forms.DropForm)
    found = named.publication or named.matter
    assert found
    return ask(
        request,
        form,
        lambda: actions.drop_publication(named, by=user, **form.cleaned_data),
        about(project, "撤下公开", f"{found.number}《{found.title}》不是公开这个项目的。", "撤下"),
        done=lambda _: ("已撤下。", project.get_absolute_url()),
    )
