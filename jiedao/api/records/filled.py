"""The office's forms, asked of programs: what the page asks in boxes, the API asks in JSON.

The schema is read from the form, and what was sent is judged by the form: a wrong value has the same
sentence here and on the page. Units are named by their codes, records by their numbers, all other rows by their keys.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings

from jiedao.api import choosing
from jiedao.api.parsers import Unfit
from jiedao.web.forms import OfficeForm

Form = TypeVar("Form", bound=OfficeForm)
Shape = type[serializers.Serializer[Any]]
Made = Callable[..., serializers.Field[Any, Any, Any, Any]]
WRONG_TYPE = "这一项的格式不对，请看接口说明：文字和数字直接写，多个值用方括号。"
NOT_CHOSEN = ("required", "invalid_choice", "invalid_list", "invalid_pk_value")
NO_FILE = "文件请用 multipart/form-data 上传。"
MANY = forms.MultipleChoiceField | forms.ModelMultipleChoiceField

_SHAPES: dict[type[OfficeForm], Shape] = {}


def shape_of(form: type[OfficeForm], **blank: Any) -> Shape | None:
    """The shape of a form for the schema; None when it asks nothing.

    `blank` makes a form whose boxes stand only once it is made.
    """
    fields = form(**blank).fields if blank else form.base_fields
    if not fields:
        return None
    if form not in _SHAPES:
        package = form.__module__.split(".")[1].title().replace("_", "")
        name = f"{package}{form.__name__.removesuffix('Form')}Input"
        told = {each: told_of(each, field) for each, field in fields.items()}
        _SHAPES[form] = type(name, (serializers.Serializer,), told | {"__doc__": form.__doc__})
    return _SHAPES[form]


def filled(form: type[Form], request: Request, **also: Any) -> Form:
    """The form with what was sent; ValidationError with its sentences when it is not in order."""
    return fill(form, request.data, files=request.FILES, **also)


def fill(form: type[Form], given: Any, *, files: Any = None, **also: Any) -> Form:
    """The form with the values of one thing: of the whole of what was sent, or of one row of it."""
    made = form(data={}, files=files, **also)
    for field in made.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.to_field_name = choosing.named_by(field)
    made.data = _sent(made, given)
    if made.is_valid():
        return made
    own = api_settings.NON_FIELD_ERRORS_KEY
    raise ValidationError(
        {
            own if name == NON_FIELD_ERRORS else name: [
                *(str(one) for one in said),
                *_to_choose(made, name),
            ]
            for name, said in made.errors.items()
        }
    )


def _to_choose(form: OfficeForm, name: str) -> list[str]:
    """What could have been chosen, where nothing was or something else; after the page's own words."""
    if name not in form.fields or not any(form.has_error(name, code) for code in NOT_CHOSEN):
        return []
    said = choosing.permitted_by(name, form.fields[name])
    return [said] if said else []


def _sent(form: OfficeForm, given: Any) -> Any:
    """What was sent as the form reads it; only what can be typed into its boxes."""
    if isinstance(given, QueryDict):
        if any("\x00" in str(one) for name in given for one in given.getlist(name)):
            raise Unfit("内容里有存不下的字符（空字符），请删去后再提交。")
        return given
    wrong = {}
    typed: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = given.get(name)
        if value is None:
            continue
        if isinstance(field, forms.FileField):
            wrong[name] = [NO_FILE]
        elif not _fits(field, value):
            wrong[name] = [WRONG_TYPE]
        elif isinstance(field, MANY):
            typed[name] = [str(one) for one in value]
        else:
            typed[name] = value if isinstance(field, forms.BooleanField) else str(value)
    if wrong:
        raise ValidationError(wrong)
    return typed


def _fits(field: forms.Field, value: Any) -> bool:
    if isinstance(field, MANY):
        return isinstance(value, list) and all(_is_plain(one) for one in value)
    if isinstance(field, forms.BooleanField):
        return isinstance(value, bool)
    return _is_plain(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def told_of(name: str, field: forms.Field) -> serializers.Field[Any, Any, Any, Any]:
    """One box as the schema tells it."""
    label, help_text = str(field.label or ""), str(field.help_text)
    said = f"{label}，{help_text}" if help_text else label
    if isinstance(field, forms.ChoiceField) and not _words(field):
        said = f"{said}（{choosing.explained(name, field)}）"
    known: dict[str, Any] = {"required": field.required, "help_text": said}
    if isinstance(field, forms.FileField):
        return serializers.FileField(**known)
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(**known)
    if isinstance(field, MANY):
        return serializers.ListField(child=_one_of(field)(), **known)
    if isinstance(field, forms.ChoiceField):
        return _one_of(field)(**known, **({} if field.required else {"allow_blank": True}))
    if not field.required:
        known["allow_null"] = True
    if isinstance(field, forms.DateField):
        return serializers.DateField(**known)
    if isinstance(field, forms.TimeField):
        return serializers.TimeField(**known)
    if isinstance(field, forms.DecimalField):
        known |= {"max_digits": field.max_digits, "decimal_places": field.decimal_places}
        return serializers.DecimalField(**known)
    if isinstance(field, forms.IntegerField):
        known |= {"min_value": field.min_value, "max_value": field.max_value}
        return serializers.IntegerField(**known)
    if not field.required:
        known = {**known, "allow_null": False, "allow_blank": True}
    return serializers.CharField(max_length=getattr(field, "max_length", None), **known)


def _one_of(field: forms.Field) -> Made:
    """One value of a choice: a unit's code, a record's number, a row's key, or a word of the list."""
    if isinstance(field, forms.ModelChoiceField):
        if choosing.named_by(field):
            return lambda **known: serializers.CharField(max_length=32, **known)
        return lambda **known: serializers.IntegerField(
            min_value=1, **{name: value for name, value in known.items() if name != "allow_blank"}
        )
    assert isinstance(field, forms.ChoiceField)
    words = _words(field)
    if words:
        return lambda **known: serializers.ChoiceField(choices=words, **known)
    return lambda **known: serializers.CharField(max_length=200, **known)


def _words(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices that are the same for everybody; none where only the database knows them."""
    if isinstance(field, forms.ModelChoiceField):
        return []
    choices: Any = field.choices
    return [(code, label) for code, label in choices if code != ""]
