"""Having a scan read: by a program of its own, whose memory and time are bounded and end with it."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings

from jiedao.attachments import vault

READER = Path(__file__).with_name("press") / "reader.py"
SECONDS = 180
TOO_MANY_PAGES, BROKEN = "too_many_pages", "broken"

Told: TypeAlias = dict[str, Any]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """One page: the words of our own codes on it, and its picture in the vault."""

    codes: tuple[str, ...]
    shown: vault.Kept


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file; `fault` is one word when it could not be opened."""

    pages: tuple[Page, ...]
    fault: str = ""


def read(sha256: str, mime: str) -> Reading:
    """The codes on every page of a file in the vault; never fails, whatever the file is."""
    with tempfile.TemporaryDirectory(prefix="scan") as made:
        told = _asked(
            {
                "do": "read",
                "file": str(vault.path_of(sha256)),
                "mime": mime,
                "folder": made,
                "wanted": f"{settings.PUBLIC_URL}/",
            }
        )
        if told is None:
            return Reading((), BROKEN)
        pages = tuple(
            Page(tuple(page["codes"]), _kept(Path(made) / page["shown"])) for page in told["pages"]
        )
        return Reading(pages, told["fault"])


def cut(sha256: str, papers: Iterable[tuple[int, int]]) -> list[vault.Kept]:
    """A PDF cut into papers, each in the vault; nothing when it cannot be cut."""
    with tempfile.TemporaryDirectory(prefix="scan") as made:
        job = {"do": "cut", "file": str(vault.path_of(sha256)), "folder": made}
        told = _asked(job | {"papers": [list(pages) for pages in papers]})
        return [_kept(Path(made) / name) for name in told["papers"]] if told else []


def _kept(file: Path) -> vault.Kept:
    with file.open("rb") as made:
        return vault.keep(vault.pieces(made))


def _asked(job: Told) -> Told | None:
    """The reader's answer; None when it broke over the file, which is said without its name."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(READER)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
        if done.returncode == 0:
            answer: Told = json.loads(done.stdout)
            return answer
        _log.warning("扫描件没有识别：返回%s", done.returncode)
    except (subprocess.TimeoutExpired, ValueError):
        _log.warning("扫描件没有识别：超时或者回答不完整")
    return None
