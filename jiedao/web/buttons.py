"""What a person can do on a page, as components/_offers.html draws it."""

from dataclasses import dataclass

from jiedao.lib.refusals import Refusal


@dataclass(frozen=True)
class Button:
    """An act as a button, or the reason why not (`refusal`). One of a page is the red one (`primary`)."""

    name: str
    label: str
    url: str
    hint: str
    primary: bool
    refusal: Refusal | None
    method: str = "get"
