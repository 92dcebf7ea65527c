"""The other product beside ours: django-helpdesk in an environment of its own under var/."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "helpdesk"
NEEDED = ("django-helpdesk==2.6.1", "psycopg2-binary")
DATABASE = "helpdesk"


def helpdesk(rows: int) -> list[dict[str, float | int | str]]:
    """Its list, detail and submit among so many tickets: name, statements, CPU seconds."""
    python = _environment()
    url = urlsplit(os.environ["DATABASE_URL"])
    settings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.helpdesk.settings",
        "HELPDESK_DATABASE_URL": url._replace(path=f"/{DATABASE}").geturl(),
    }
    _database(url.username or "", parse_qs(url.query)["host"][0])
    _run(settings, python, "-m", "django", "migrate", "-v", "0")
    said = _run(settings, python, "-m", "bench.child", "bench.helpdesk.measure", str(rows))
    found: list[dict[str, float | int | str]] = json.loads(said)
    return found


def _environment() -> str:
    """Made once and kept: it is as big as the portal's own."""
    python = str(PLACE / "bin" / "python")
    if not (PLACE / "installed").exists():
        _run(None, sys.executable, "-m", "venv", "--clear", str(PLACE))
        _run(None, python, "-m", "pip", "install", "-q", *NEEDED)
        (PLACE / "installed").touch()
    return python


def _database(user: str, host: str) -> None:
    connection = psycopg2.connect(host=host, user=user, dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def _run(environment: dict[str, str] | None, *arguments: str) -> str:
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"django-helpdesk 没有测成：{' '.join(arguments)}\n{done.stdout[-2000:]}")
    return done.stdout
