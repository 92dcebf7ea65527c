"""Boxes the forms of the package share: people with their posts, units, a document's number."""

from typing import Any

from django import forms

from jiedao.liaison.selectors.common import People
from jiedao.lib import document_numbers
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.forms import OfficeForm


class PersonField(forms.ModelChoiceField):
    """One person, each shown with his posts."""

    def __init__(self, label: str, *, required: str, **kwargs: Any) -> None:
        said = {"required": required, "invalid_choice": "请从列表里选择。"}
        super().__init__(
            queryset=User.objects.none(),
            label=label,
            empty_label="请选择",
            error_messages=said,
            **kwargs,
        )


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people, ticked."""

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:
        said = {"required": required, "invalid_choice": "请从列表里选择。"}
        super().__init__(
            queryset=User.objects.none(),
            label=label,
            required=bool(required),
            widget=forms.CheckboxSelectMultiple,
            error_messages=said,
            **kwargs,
        )


def choose_people(form: forms.Form, people: People, *names: str) -> None:
    """Fill the boxes of people; who they are is asked once for all of them."""
    found = list(people.rows)
    for name in names:
        box = form.fields[name]
        assert isinstance(box, forms.ModelChoiceField)
        box.queryset = people.rows
        choices = [(user.pk, people.label(user)) for user in found]
        many = isinstance(box, forms.ModelMultipleChoiceField)
        box.choices = choices if many else [("", "请选择"), *choices]


class PaperForm(OfficeForm):
    """A form with the number of a document: what is wrong with it is said with what else is wrong."""

    def clean_document_number(self) -> str:
        typed: str = self.cleaned_data["document_number"]
        try:
            return document_numbers.read(typed)
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="number") from fault


def unit_field(label: str, required: str, **kwargs: Any) -> forms.ModelChoiceField:
    """A unit, chosen from those given later."""
    said = {"required": required, "invalid_choice": "请从列表里选择。"}
    return forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=label,
        empty_label="请选择",
        error_messages=said,
        **kwargs,
    )
