"""A form and three ways of refusing, beside the portal's own addresses."""

from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jiedao.lib.refusals import refuse
from jiedao.people.models import Person, User
from jiedao.web import kept
from jiedao.web.commands import command, form_page
from jiedao.web.forms import OfficeForm


class TryForm(OfficeForm):
    """A form with a text, a choice of several, a number nobody may keep, and a file."""

    try_words = forms.CharField(label="情况说明", widget=forms.Textarea)
    try_days = forms.MultipleChoiceField(label="日期", choices=[("1", "周一"), ("2", "周二")])
    try_identity = forms.CharField(
        label="身份证号", widget=forms.TextInput(attrs={"data-private": ""})
    )
    try_paper = forms.FileField(label="文件", required=False)


@form_page
def try_form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        Person.objects.create(name="不该留下", sort_key="x")
        raise refuse(
            "try.quorum",
            "到会41人，还不够。",
            arithmetic="63 × 2 ÷ 3 ＝ 42",
            basis="《城市居民委员会组织法》第二十九条",
            hint="请重新召集会议。",
        )
    return HttpResponse(TryForm(initial=kept.initial_from(request)).as_div())


@command
def try_forbidden(request: HttpRequest) -> HttpResponse:
    raise refuse("try.duty", "您没有这项职责。", status=403)


@command
def try_twice(request: HttpRequest) -> HttpResponse:
    User.objects.create(username="same", name="甲")
    User.objects.create(username="same", name="乙")
    raise IntegrityError


urlpatterns = [
    path("office/try/", try_form),
    path("office/try/forbidden/", try_forbidden),
    path("office/try/twice/", try_twice),
    path("", include("jiedao.urls")),
]
handler403 = "jiedao.pages.views.forbidden"
handler404 = "jiedao.pages.views.not_found"
