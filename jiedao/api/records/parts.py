"""Parts of what the API shows of a record: one line each."""

from typing import Any

from rest_framework import serializers


class OrEmpty(serializers.CharField):
    """Words that are empty where there is nobody and nothing."""

    def get_attribute(self, instance: Any) -> Any:
        found = super().get_attribute(instance)
        return "" if found is None else found


def _of(source: str) -> dict[str, Any]:
    return {"source": source} if source else {}


def words(help_text: str, source: str = "", **more: Any) -> serializers.CharField:
    return OrEmpty(help_text=help_text, **_of(source), **more)


def day(help_text: str, source: str = "", *, null: bool = False) -> serializers.DateField:
    return serializers.DateField(help_text=help_text, allow_null=null, **_of(source))


def moment(
    help_text: str, source: str = "", *, null: bool = False, **more: Any
) -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text=help_text, allow_null=null, **_of(source), **more)


def count(help_text: str, source: str = "", *, null: bool = False) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=help_text, allow_null=null, **_of(source))


def flag(help_text: str, source: str = "", **more: Any) -> serializers.BooleanField:
    return serializers.BooleanField(help_text=help_text, **_of(source), **more)


def yuan(help_text: str, source: str = "", *, null: bool = False) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=16, decimal_places=2, help_text=help_text, allow_null=null, **_of(source)
    )
