"""A page that is one form and a way back."""

from django import forms
from django.http import HttpRequest, HttpResponse

from jiedao.web.commands import show


def office_form(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    lead: str,
    button: str,
    *,
    back_url: str,
    back_label: str,
) -> HttpResponse:
    """The page of a form that has nothing but itself and a way back."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "back_url": back_url,
        "back_label": back_label,
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "jiedao/office_form.html", context, status=status)
