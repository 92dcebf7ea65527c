"""The column of a sealed number, and the number as the rest of the portal gets it: masked."""

from collections.abc import Callable
from typing import Any

from django.db import models

from jiedao.lib import masking
from jiedao.personal import sealing

MASKS: dict[str, Callable[[str], str]] = {
    "phone": masking.mask_phone,
    "identity": masking.mask_identity,
    "bank_card": masking.mask_bank_card,
    "contact": masking.mask_contact,
}


class Sealed:
    """A number read from its column: prints masked, opens only through `actions.disclose`."""

    def __init__(self, token: str, *, place: str, kind: str) -> None:
        self.token, self.place, self.kind = token, place, kind

    def __bool__(self) -> bool:
        return bool(self.token)

    def __str__(self) -> str:
        return MASKS[self.kind](self.opened()) if self.token else ""

    def __repr__(self) -> str:
        return f"<Sealed {self.place}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (self.place, self.opened()) == (
            other.place,
            other.opened(),
        )

    def __hash__(self) -> int:
        return hash((self.place, self.token))

    def opened(self) -> str:
        """The number in full. Pages call `actions.disclose`, which writes down who looked."""
        return sealing.unseal(self.token, place=self.place) if self.token else ""


class SealedField(models.TextField):
    """A person's number, encrypted in its column; `kind` says how it is masked.

    Write a plain string; what is read is a `Sealed`. It can be neither sorted nor searched by: keep
    `sealing.hash_of(kind, value)` in a column beside it where it must be found.
    """

    def __init__(self, *args: Any, kind: str = "phone", **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"kind": self.kind}

    @property
    def place(self) -> str:
        """What the text is sealed for: model and column."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value, place=self.place, kind=self.kind)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.token
        return sealing.seal(str(value), place=self.place) if value else ""
