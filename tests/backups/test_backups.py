"""A backup holds everything of one moment, comes back row by row, and betrays whoever touched it."""

import io
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from decisions import demo
from decisions.demo import Walk
from jiedao.attachments import vault
from jiedao.attachments.models import Attachment
from jiedao.backups import manifest, restoring, taking, tools
from jiedao.backups.faults import Unusable
from jiedao.indicators.actions import settle
from jiedao.indicators.models import DayTotal
from jiedao.lib import clock
from tests.backups.conftest import ask
from tests.decisions.conftest import START

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archived(walk: Callable[..., Walk]) -> Walk:
    """A matter carried from motion to archive, with its photographs and scanned sheets."""
    journey = walk()
    demo.to_archived(journey, START)
    return journey


def run(command: str, *words: Any) -> tuple[int, str]:
    """A command as the office runs it: exit code and everything it says."""
    said = io.StringIO()
    try:
        call_command(command, *words, stdout=said, stderr=said)
    except SystemExit as left:
        return int(left.code or 0), said.getvalue()
    except CommandError as refused:
        return 1, str(refused)
    return 0, said.getvalue()


def only(places: Path) -> Path:
    (folder,) = taking.whole(places / "backups")
    return folder


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_walked_matter_comes_back_row_by_row_with_its_files(
    archived: Walk, places: Path, second: str
) -> None:
    code, said = run("backup")
    assert code == 0, said
    assert "密钥不在备份里" in said
    code, said = run("restore", only(places), "--into", second, "--attachments", places / "new")
    assert code == 0, said
    assert "校验完毕，全部相符" in said
    assert "逐表核对相符" in said
    digests = set(Attachment.objects.values_list("sha256", flat=True))
    assert len(digests) > 3
    assert all(vault.is_sound(digest, root=places / "new") for digest in digests)

    code, said = run("restore", only(places), "--into", second)
    assert code == 1
    assert "不是空的，没有恢复" in said

    made = manifest.read(only(places))
    ask(second, "update decisions_matter set summary = summary || '了'")
    with closing(psycopg2.connect(second.replace("postgres://", "postgresql://"))) as database:
        (words,) = restoring.differences(database, only(places), made)
    assert "表 public.decisions_matter 与备份时不同（备份时1行，现在1行）" in words
    assert restoring.verified(second, places / "new").whole
    ask(second, "alter table ledger_entry disable trigger user")
    ask(second, "update ledger_entry set words = '另一句' where dossier_id is not null and seq = 3")
    found = restoring.verified(second, places / "new")
    assert not found.whole
    assert not found.mendable
    assert "第3条显示的内容与摘要原文不一致，被改动过" in found.said


def test_a_backup_whose_sums_alone_are_wrong_is_not_to_be_changed_for_another(
    archived: Walk, places: Path, second: str
) -> None:
    settle()
    DayTotal.objects.filter(figure="decisions.carried_out").update(amount=7)
    assert run("backup")[0] == 0
    code, said = run("restore", only(places), "--into", second, "--attachments", places / "new")
    assert code == 2
    assert "请运行 python3 run.py manage recount_figures 重数" in said
    assert "不用换备份" in said
    assert "请换一份备份" not in said


def test_one_changed_byte_anywhere_in_a_backup_is_found(archived: Walk, places: Path) -> None:
    assert run("backup")[0] == 0
    folder = only(places)
    assert run("restore", folder, "--check")[0] == 0
    kept = next(path for path in (places / "backups" / "files").glob("??/??/*"))
    for path, named in (
        (folder / "database.dump", "与备份清单不符"),
        (folder / "heads.txt", "与备份清单不符"),
        (folder / "files.txt", "与备份清单不符"),
        (folder / "manifest.json", "与封条不符"),
        (kept, "缺失或被改动过"),
    ):
        before = path.read_bytes()
        flip_a_byte(path)
        code, said = run("restore", folder, "--check")
        assert code == 1, path
        assert named in said, said
        path.write_bytes(before)
    assert run("restore", folder, "--check")[0] == 0


def test_a_backup_sealed_with_another_key_is_used_only_when_that_is_said(
    db: None, places: Path, settings: Any
) -> None:
    assert run("backup")[0] == 0
    settings.SECRET_KEY = "another-" + "k" * 50
    code, said = run("restore", only(places), "--check")
    assert code == 1
    assert "--unsealed" in said
    assert run("restore", only(places), "--check", "--unsealed")[0] == 0


def test_unchanged_files_are_copied_once_and_old_backups_go_with_their_bytes(
    archived: Walk, places: Path
) -> None:
    pool, lone = places / "backups" / "files", "f" * 64
    first = taking.take(places / "backups", keep=2)
    assert first.copied == Attachment.objects.values("sha256").distinct().count()
    assert taking.take(places / "backups", keep=2).copied == 0
    left_over = vault.path_of(lone, root=pool)
    left_over.parent.mkdir(parents=True)
    left_over.write_bytes(b"named by no backup")
    third = taking.take(places / "backups", keep=2)
    assert third.removed == [first.folder.name]
    assert len(taking.whole(places / "backups")) == 2
    assert not left_over.exists()
    assert run("restore", third.folder, "--check")[0] == 0


def test_a_lost_attachment_does_not_stop_the_backup_but_is_said(
    archived: Walk, places: Path
) -> None:
    lost = Attachment.objects.order_by("pk").first()
    assert lost
    vault.path_of(lost.sha256).unlink()
    code, said = run("backup")
    assert code == 1
    assert "有1个附件的内容缺失" in said
    assert manifest.read(only(places)).missing == [lost.sha256]
    assert run("restore", only(places), "--check")[0] == 0


def test_a_disk_too_small_is_said_before_anything_is_written(
    db: None, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup")[0] == 0
    small = shutil.disk_usage(places)._replace(free=10 * 1024 * 1024)
    monkeypatch.setattr(taking.shutil, "disk_usage", lambda _folder: small)
    code, said = run("backup")
    assert code == 1
    assert "磁盘不够用：还剩10.0 MB" in said
    assert "没有备份。原有的备份没有动" in said
    assert len(taking.whole(places / "backups")) == 1


def test_a_dump_that_breaks_off_leaves_no_backup(
    db: None, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tools, "run", lambda *_words, **_more: (_ for _ in ()).throw(OSError(28, ""))
    )
    code, said = run("backup")
    assert code == 1
    assert "写到一半时磁盘满了" in said
    assert not list((places / "backups").glob(".unfinished*"))
    assert taking.whole(places / "backups") == []


def test_two_backups_at_once_do_not_meet(db: None, places: Path) -> None:
    (places / "backups").mkdir()
    with taking._alone(places / "backups"), pytest.raises(Unusable, match="另一个备份在进行"):
        taking.take(places / "backups", keep=1)


def test_a_backup_of_a_newer_release_is_not_restored(
    db: None, places: Path, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = taking.take(places / "backups", keep=1)
    made.manifest.migrations.append("decisions.9999_later")
    with pytest.raises(Unusable, match="比现在安装的版本新"):
        restoring.restore(made.folder, made.manifest, into=second, attachments=places)
    assert ask(second, "select count(*) from pg_tables where schemaname = 'public'") == [(0,)]


def test_a_password_is_never_among_the_words_of_a_program(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    seen: dict[str, Any] = {}

    def spy(words: list[str], **more: Any) -> Any:
        seen.update(words=words, env=more["env"])
        return type("Done", (), {"returncode": 0})

    class Reached:
        class info:
            dsn_parameters = {"host": "db", "user": "jiedao", "dbname": "jiedao"}
            password = "a secret"

    monkeypatch.setattr(tools.subprocess, "run", spy)
    tools.run(tools.Tool("/usr/bin/pg_dump", "18.1"), database=Reached)
    assert "secret" not in " ".join(seen["words"])
    assert seen["env"]["PGPASSWORD"] == "a secret"


def test_the_moment_names_the_backup(db: None, places: Path) -> None:
    with clock.moved_to(date(2026, 11, 24)):
        first, again = (taking.take(places / "backups", keep=5) for _ in range(2))
    assert (first.folder.name, again.folder.name) == ("20261124-090000", "20261124-090000-2")
