"""Another system as the tests know it: an account, a token, and a program that carries it."""

from datetime import timedelta
from typing import Any

from rest_framework.test import APIClient

from jiedao.api import actions
from jiedao.api.models import Client
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User

DRAFT = "matter.draft"


def opened(by: User, unit: Unit, **more: Any) -> Client:
    """郑州市12345热线, with the role made for it."""
    usual = {
        "username": "hotline",
        "name": "市12345热线",
        "role": "hotline",
        "purpose": "承接12345转办",
        "act_codes": [DRAFT],
    }
    return actions.open_client(unit=unit, by=by, **(usual | more))


def token_for(client: Client, by: User, *duties: str, days: int = 90) -> str:
    """The text of a fresh token; without duties named, with all the account holds."""
    named = duties or ("decisions_view", "decisions_draft", "decisions_opinions")
    until = clock.today() + timedelta(days=days)
    return actions.issue_token(client, by=by, duties=named, valid_until=until)[1]


def program(text: str) -> APIClient:
    """A program that carries a token and nothing else."""
    return APIClient(headers={"Authorization": f"Bearer {text}"})
