"""Having a paper drawn: by a program of its own, which takes its memory with it when it ends.

In the web process the typesetter and the Word library would cost some 70 MiB each; outside they
cost a tenth of a second (docs/adr/0009-papers-are-drawn-outside.md).
"""

import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from jiedao.documents.blocks import Document, as_data
from jiedao.lib.refusals import refuse

PRESS = Path(__file__).with_name("press")
SECONDS = 30
DAY = 24 * 3600
MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The browser's own viewer draws a PDF with styles of its own; nothing else may run.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

_log = logging.getLogger(__name__)
# More at once would only make each of them slower.
_at_work = BoundedSemaphore(2)


def drawn(document: Document, form: str) -> bytes:
    """The paper as a file, `form` being pdf or docx."""
    data = json.dumps(as_data(document), ensure_ascii=False).encode()
    return pressed(f"as_{form}.py", data, settings.DOCUMENT_FONTS_DIR)


def pressed(press: str, data: bytes, *more: str, seconds: int = SECONDS) -> bytes:
    """What a press makes of its data; a refusal when it fails or takes too long."""
    program = [sys.executable, "-I", "-X", "utf8", str(PRESS / press), *filter(None, more)]
    try:
        with _at_work:
            done = subprocess.run(
                program,
                input=data,
                capture_output=True,
                timeout=seconds,
                env={"LANG": "C.UTF-8"},
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise _failed("超时") from None
    if done.returncode != 0:
        raise _failed(f"返回{done.returncode}")
    return done.stdout


@once
def look() -> str:
    """A digest of what draws the papers, so that a new release is seen at once."""
    seen = hashlib.sha256()
    for part in sorted(PRESS.iterdir()):
        if part.is_file():
            seen.update(part.read_bytes())
    return seen.hexdigest()


def kept(name: str, draw: Callable[[], bytes]) -> bytes:
    """A paper that never changes, drawn once a day and kept: for papers anybody may fetch."""
    key = f"paper:{hashlib.sha256(f'{look()}|{name}'.encode()).hexdigest()}"
    try:
        known = cache.get(key)
        if known is None:
            known = draw()
            cache.set(key, known, DAY)
    except RedisError:
        _log.warning("缓存连接不上，文书每次重新生成。")
        return draw()
    return bytes(known)


def _failed(why: str) -> Exception:
    # What was to be printed may name people: it is not written into the log.
    _log.error("文书没有生成：%s", why)
    return refuse(
        "document.not_drawn",
        "这份文书没有生成出来。",
        hint="请过一会儿再试；还是不行的，请告诉平台管理员。",
    )
