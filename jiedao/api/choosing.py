"""What may be chosen, said to the program that chose something else (可以写哪些)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.html import strip_tags
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from jiedao.dossiers.models import DossierRecord
from jiedao.organisation.models import Unit

MOST = 20  # a longer list is no answer to one wrong value
SCHEMA = "接口说明（/api/schema/）里这一项的清单"
FIGURES = "/api/v1/figures/"
# Where the rows are listed that a program may name; what is not here has keys told in the error only.
LISTED = {
    "organisation.Unit": "各列表里的 unit",
    "appraisal.TargetList": "/api/v1/appraisal/target-lists/",
    "party_committee.PartyMeeting": "/api/v1/party-committee/meetings/",
    "funds.BudgetLine": "/api/v1/funds/budgets/ 每份预算的 lines",
}
BY_NAME = {"figure": FIGURES, "indicator": FIGURES}
TOLD_IN_ERRORS = "您可以写的，写错时 errors 里列出"

Pairs = Iterable[tuple[Any, Any]]


def permitted(choices: Pairs, *, where: str = SCHEMA) -> str:
    """The choices in a sentence, each as it is written and as the office calls it; "" without any."""
    found = [(str(value), strip_tags(str(label))) for value, label in _flat(choices)]
    known = [(value, label) for value, label in found if value]
    if len(known) > MOST:
        return f"可以写的超过{MOST}项，见{where}。"
    named = [value if value == label else f"{value}（{label}）" for value, label in known]
    return f"可以写：{'；'.join(named)}。" if named else ""


def permitted_by(name: str, field: forms.Field) -> str:
    """The same for a box of a form, with the rows this person may choose from; "" for another box."""
    if isinstance(field, forms.ModelChoiceField):
        return permitted(_rows(field), where=listed_at(name, field) or "页面上这一项的清单")
    if isinstance(field, forms.ChoiceField):
        words: Any = field.choices
        return permitted(words, where=listed_at(name, field) or SCHEMA)
    return ""


def explained(name: str, field: forms.ChoiceField) -> str:
    """What the schema says of a choice that only the database knows: how it is written, and where it is listed."""
    if isinstance(field, forms.ModelChoiceField):
        how = {"code": "写单位代码", "dossier__number": "写编号"}.get(named_by(field) or "", "写键")
    else:
        how = "写代码" if name in BY_NAME else ""
    where = listed_at(name, field)
    return "；".join(filter(None, (how, f"见{where}" if where else "", TOLD_IN_ERRORS)))


def listed_at(name: str, field: forms.Field) -> str:
    """The part of the API that lists what a box may be given; "" where none does."""
    if isinstance(field, forms.ModelChoiceField):
        return LISTED.get(_model_of(field)._meta.label, "")
    return BY_NAME.get(name, "")


def named_by(field: forms.ModelChoiceField) -> str | None:
    """What a row is named by: a unit by its code, a record by its number, else its key."""
    model = _model_of(field)
    if model is Unit:
        return "code"
    return "dossier__number" if issubclass(model, DossierRecord) else None


def chosen(request: Request, name: str, choices: Pairs) -> str:
    """A filter from the address; what is not on its list is refused."""
    given: str = request.query_params.get(name, "")
    known = list(choices)
    if given and given not in [str(value) for value, _ in known]:
        raise ValidationError({name: [f"没有“{given}”这一项。", permitted(known)]})
    return given


class Listed(serializers.ChoiceField):
    """One of a list; who writes something else is told the list."""

    default_error_messages = {"invalid_choice": "没有“{input}”这一项，请按接口说明选择。"}

    def to_internal_value(self, data: Any) -> Any:
        try:
            return super().to_internal_value(data)
        except ValidationError as fault:
            said = [*fault.detail, permitted(self.choices.items())]
            raise ValidationError(said, code="invalid_choice") from fault


def _flat(choices: Pairs) -> Iterator[tuple[Any, Any]]:
    """Choices one by one, those of a group too."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label


def _rows(field: forms.ModelChoiceField) -> Pairs:
    """The rows of a box as they are written, one more than can be told."""
    by = named_by(field)
    if by is None and hasattr(field, "_choices"):  # a box whose rows were put into words before
        words: Any = field.choices
        return list(words)
    assert field.queryset is not None
    rows = field.queryset.select_related("dossier") if by == "dossier__number" else field.queryset
    return [(_written(row, by), field.label_from_instance(row)) for row in rows[: MOST + 1]]


def _written(row: Any, by: str | None) -> Any:
    if by is None:
        return row.pk
    return row.code if by == "code" else row.dossier.number


def _model_of(field: forms.ModelChoiceField) -> type[Model]:
    assert field.queryset is not None
    model: type[Model] = field.queryset.model
    return model
