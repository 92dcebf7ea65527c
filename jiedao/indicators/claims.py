"""结论: what a report may say only when the records bear it out, with the sum it rests on.

“全部答复” is no figure and yet rests on two. A package declares its claims beside its figures
(`indicators.py`); a report asks for them by code and leaves out, or says less, what does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ImproperlyConfigured

from jiedao.indicators.figures import Figure, Scope
from jiedao.indicators.selectors import in_words

Known = Mapping[str, Decimal]


@dataclass(frozen=True)
class Judged:
    """Whether a claim holds; None where there is nothing to judge by. `why` is the arithmetic."""

    holds: bool | None
    why: str
    url: str = ""


Judge = Callable[[Scope, Known], Judged]
_CLAIMS: dict[str, Claim] = {}


@dataclass(frozen=True)
class Claim:
    """A statement about the records of a period (结论). `needs` are the figures its judge reads."""

    code: str
    name: str
    judge: Judge
    needs: tuple[Figure, ...] = ()

    def __post_init__(self) -> None:
        if self.code in _CLAIMS:
            raise ImproperlyConfigured(f"结论“{self.code}”被声明了两次。")
        _CLAIMS[self.code] = self


def all_claims() -> dict[str, Claim]:
    """Every claim by code."""
    return dict(_CLAIMS)


def every(code: str, name: str, *, out_of: Figure, done: Figure) -> Claim:
    """The claim that all of one figure are in another, which is a narrowing of it (全部)."""

    def judge(scope: Scope, known: Known) -> Judged:
        whole, part = known[out_of.code], known[done.code]
        why = f"{out_of.name}{in_words(out_of, whole)}，{done.name}{in_words(done, part)}。"
        return Judged(whole == part if whole else None, why)

    return Claim(code, name, judge, (out_of, done))


def none_of(code: str, name: str, *, figure: Figure) -> Claim:
    """The claim that there was nothing of a kind (没有)."""

    def judge(scope: Scope, known: Known) -> Judged:
        value = known[figure.code]
        return Judged(not value, f"{figure.name}{in_words(figure, value)}。")

    return Claim(code, name, judge, (figure,))
