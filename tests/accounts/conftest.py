"""Somebody with an account and no post yet."""

import pytest

from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import PASSWORD


@pytest.fixture
def newcomer(db: None) -> User:
    return people.open_account(username="xinren", name="新同事", password=PASSWORD)
