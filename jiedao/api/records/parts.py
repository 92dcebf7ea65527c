"""Parts of what the API shows of a record: one line each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rest_framework import serializers


class OrEmpty(serializers.CharField):
    """Words that are empty where there is nobody and nothing."""

    def get_attribute(self, instance: Any) -> Any:
        found = super().get_attribute(instance)
        return "" if found is None else found


class Several(serializers.ListSerializer[Any]):
    """What belongs to a record, in a shape of its own: found only when the record is shown."""

    def __init__(
        self, *, of: Callable[[Any, Mapping[str, Any]], Iterable[Any]], **kwargs: Any
    ) -> None:
        self.of = of
        super().__init__(**kwargs)

    def to_representation(self, data: Any) -> list[Any]:
        return super().to_representation(list(self.of(data, self.context)))


def several(
    shape: type[serializers.BaseSerializer[Any]],
    of: Callable[[Any, Mapping[str, Any]], Iterable[Any]],
    help_text: str,
) -> Several:
    """Several of a shape; `of` finds them, given the row and who asks on which day (`user`, `today`)."""
    return Several(of=of, child=shape(), source="*", read_only=True, help_text=help_text)


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
