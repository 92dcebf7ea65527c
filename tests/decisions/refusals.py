"""An act that must be refused, and the refusal itself to be read."""

from collections.abc import Callable
from typing import Any

import pytest

from jiedao.lib.refusals import Refusal, Refused


def refused(act: Callable[..., object], *args: Any, **given: Any) -> Refusal:
    """The refusal an act answers with."""
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.refusal
