"""Refusals: why something may not be done, in a full sentence, the same on page, button and API."""

from collections.abc import Mapping
from dataclasses import dataclass

FORBIDDEN, CONFLICT = 403, 409


@dataclass(frozen=True)
class Refusal:
    """Why an act is refused (不予办理的原因).

    `status` is 403 when the person lacks the duty or is recused, 409 when the duty is there but the
    state of the record or a condition of the law is not.
    """

    code: str
    reason: str
    arithmetic: str = ""
    basis: str = ""
    hint: str = ""
    status: int = CONFLICT
    field: str = ""

    def __str__(self) -> str:
        return self.reason

    @property
    def in_full(self) -> str:
        """The reason with its arithmetic, what it rests on and what to do next, as it stands at a field."""
        said = [self.reason]
        if self.arithmetic:
            said.append(f"算法：{self.arithmetic}。")
        if self.basis:
            said.append(f"依据：{self.basis}。")
        return "".join((*said, self.hint))


class Refused(Exception):
    """Raised inside a transaction: everything is rolled back and the sentence reaches the person.

    `errors` are the sentences by place where several things at once were refused.
    """

    def __init__(self, refusal: Refusal, errors: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal
        self.errors = dict(errors or {})


def refuse(
    code: str,
    reason: str,
    *,
    status: int = CONFLICT,
    arithmetic: str = "",
    basis: str = "",
    hint: str = "",
    field: str = "",
) -> Refused:
    """The exception to raise: `raise refuse("unit.cycle", "…")`."""
    return Refused(Refusal(code, reason, arithmetic, basis, hint, status, field))


def unless(refusal: Refusal | None) -> None:
    """Raise a refusal if there is one: `unless(conditions.why_not(record, by=by))`."""
    if refusal:
        raise Refused(refusal)
