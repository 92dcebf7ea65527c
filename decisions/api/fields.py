"""The boxes of what programs send: the same shapes, and the same sentences, as on the forms."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError as FormError
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions.forms import fields as forms
from decisions.forms.on_behalf import READ_BACK, read_back_field
from jiedao.api.choosing import Listed
from jiedao.personal import numbers

LONGEST, SEVERAL_LINES = 5000, 300


class Words(serializers.CharField):
    """Something written, cleaned by the form's own box; `public` words hold no resident's number."""

    def __init__(self, *, longest: int = LONGEST, public: bool = False, **kwargs: Any) -> None:
        lines = 2 if longest >= SEVERAL_LINES else 1
        self.box = forms.Words(lines=lines, longest=longest, public=public, required=False)
        super().__init__(max_length=longest, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        written = super().to_internal_value(data)
        try:
            return str(self.box.clean(written))
        except FormError as fault:
            raise ValidationError(fault.messages) from fault


class Day(serializers.DateField):
    """A day in a year the rules know of."""

    def __init__(self, **kwargs: Any) -> None:
        self.box = forms.Day(required=False)
        super().__init__(error_messages={"invalid": "请写成2026-11-23这样的日期。"}, **kwargs)

    def to_internal_value(self, value: Any) -> Any:
        super().to_internal_value(value)
        try:
            return self.box.clean(value)
        except FormError as fault:
            raise ValidationError(fault.messages) from fault


class Yuan(serializers.DecimalField):
    """An amount in yuan."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=0, **kwargs)


class Number(serializers.IntegerField):
    """A count of sheets or people: whole, not negative, not absurd."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 9_999_999} | kwargs)


class Phone(serializers.CharField):
    """A telephone number a resident may leave; it is sealed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=30,
            required=False,
            allow_blank=True,
            help_text="电话，加密保存；没有的不写",
            **kwargs,
        )

    def to_internal_value(self, data: Any) -> str:
        try:
            return numbers.phone(super().to_internal_value(data))
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault


class ReadBack(serializers.BooleanField):
    """Whether the resident has heard what is entered for him: without it nothing is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=read_back_field().help_text, **kwargs)

    def to_internal_value(self, data: Any) -> bool:
        if not super().to_internal_value(data):
            raise ValidationError(READ_BACK)
        return True


class Choice(Listed):
    """One of a list; `name` is what the list is called in the schema."""

    def __init__(self, name: str, choices: Iterable[Any], **kwargs: Any) -> None:
        self.name = name
        super().__init__(choices=list(choices), **kwargs)


class ChoiceInSchema(OpenApiSerializerFieldExtension):
    """Each list is one component of the schema, under its own name, with its Chinese words."""

    target_class = Choice

    def get_name(self) -> str:
        return str(self.target.name)

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        words = [f"* `{code}` - {label}" for code, label in self.target.choices.items()]
        return {
            "type": "string",
            "enum": list(self.target.choices),
            "description": "\n".join(words),
        }
