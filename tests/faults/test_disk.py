"""A full disk: the file is refused in a sentence, nothing of it stays, the matter is untouched."""

import re
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from decisions import demo
from decisions.demo.walk import Walk
from jiedao.attachments.models import Attachment
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications.books import faults
from tests.decisions.conftest import START, posts, walk

__all__ = ["posts", "walk"]

pytestmark = pytest.mark.faults

SMALL = 256 * 1024
LARGE = "工程预算逐项说明。\n".encode() * (SMALL // 10)


@contextmanager
def a_small_disk(folder: Path) -> Iterator[None]:
    """A real disk of 256 KB, where this machine lets us mount one."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"这里不允许挂载小磁盘（{done.stderr.strip()}），由“单个文件上限”一项代替。")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def a_small_file_limit(folder: Path) -> Iterator[None]:
    """No file of this process may grow beyond 256 KB: the same for an upload, on any machine."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("full", [a_small_disk, a_small_file_limit])
def test_a_file_that_does_not_fit_is_refused_and_the_matter_stays_as_it_was(
    full: Callable[[Path], Any],
    walk: Callable[..., Walk],
    client_of: Callable[[User], Client],
    zhao_chair: User,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"
    journey = walk()
    demo.to_posted(journey, START)
    settings.MEDIA_ROOT = tmp_path / "disk"
    before = journey.fresh().dossier.ledger_seq, Attachment.objects.count()
    address = f"/office/decisions/{journey.matter.dossier.number}/attach/"
    today = clock.today().isoformat()
    with full(tmp_path / "disk"):
        answer = client_of(zhao_chair).post(
            address,
            {
                "kind": "other",
                "on": today,
                "file": SimpleUploadedFile("预算.txt", LARGE, content_type="text/plain"),
            },
        )
        left = [path for path in (tmp_path / "disk").rglob("*") if path.is_file()]
    assert answer.status_code in (409, 422)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))
    assert "服务器的磁盘满了，文件没有存下，事项没有变动" in words
    assert left == []
    assert (journey.fresh().dossier.ledger_seq, Attachment.objects.count()) == before
    settings.MEDIA_ROOT = tmp_path / "attachments"
    assert list(faults()) == []
