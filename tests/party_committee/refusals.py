"""An act of the party committee that must be refused on its day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from tests.party_committee.conftest import MEETING_DAY


def refused(act: Callable[[], Any], on: date = MEETING_DAY) -> Refusal:
    """The refusal of an act tried on a day."""
    with clock.moved_to(on), pytest.raises(Refused) as caught, transaction.atomic():
        act()
    return caught.value.refusal
