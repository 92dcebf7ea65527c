"""The office of the decisions' tests; a second database beside the tests' own."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    settings.BACKUPS_DIR = tmp_path / "backups"
    return tmp_path


def address(name: str) -> str:
    """Another database on the server of the tests."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url.replace("postgres://", "postgresql://"))) as database:
        database.autocommit = True
        with database.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def second() -> Iterator[str]:
    """An empty database beside the tests' own."""
    name = f"{connection.settings_dict['NAME']}_restored"
    server = address(str(connection.settings_dict["NAME"]))
    ask(server, f'drop database if exists "{name}"')
    ask(server, f'create database "{name}" template template0')
    yield address(name)
    ask(server, f'drop database "{name}"')
