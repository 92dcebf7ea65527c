"""The list of contents of one backup (备份清单), sealed with the office's own key."""

import hashlib
import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from jiedao.backups.contents import Sum
from jiedao.backups.faults import Unusable

FORMAT = 1
MANIFEST, DUMP, HEADS, FILES = "manifest.json", "database.dump", "heads.txt", "files.txt"
SALT = "jiedao.backups.manifest"


@dataclass(frozen=True)
class Part:
    """One file of a backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds and where it comes from."""

    made_at: str
    office: str
    release: str
    server: str
    tool: str
    migrations: list[str]
    parts: dict[str, Part]
    tables: dict[str, Sum]
    counts: dict[str, int]
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT


def part(path: Path) -> Part:
    """Size and digest of a file as it stands on the disk."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(path.stat().st_size, digest)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a text file and return once it is durable; readable by its owner only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8") as output:
        output.writelines(f"{line}\n" for line in lines)
        output.flush()
        os.fsync(output.fileno())


def write(folder: Path, manifest: Manifest) -> None:
    """The manifest is written last: a folder without one is not a backup."""
    body = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    write_lines(folder / MANIFEST, [body, _seal(body, str(settings.SECRET_KEY))])


def read(folder: Path, *, sealed: bool = True) -> Manifest:
    """The manifest of a backup, after looking at its seal; `sealed=False` where the key was lost."""
    try:
        body, _, seal = (folder / MANIFEST).read_text("utf-8").strip().rpartition("\n")
    except (OSError, UnicodeDecodeError):
        raise Unusable(
            f"{folder} 里没有可读的备份清单 {MANIFEST}，这不是一份完整的备份。"
            "请改用另一份备份；备份目录里每个以日期命名的文件夹是一份。"
        ) from None
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if sealed and not any(constant_time_compare(seal, _seal(body, str(key))) for key in keys):
        raise Unusable(
            f"{folder} 的备份清单与封条不符：清单被改动过，或者不是用现在的 SECRET_KEY 封存的。"
            "请核对环境变量 SECRET_KEY；确认密钥已经换过、备份来源可靠时，加 --unsealed 再执行。"
        )
    return _understood(folder, body)


def _understood(folder: Path, body: str) -> Manifest:
    try:
        said = json.loads(body)
        if said["format"] != FORMAT:
            raise Unusable(f"{folder} 是别的版本的备份格式。请用做这份备份的平台版本恢复。")
        said["parts"] = {name: Part(**given) for name, given in said["parts"].items()}
        said["tables"] = {name: Sum(**given) for name, given in said["tables"].items()}
        return Manifest(**said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unusable(f"{folder} 的备份清单已损坏，不能使用。请改用另一份备份。") from None


def _seal(body: str, key: str) -> str:
    return salted_hmac(SALT, body, secret=key, algorithm="sha256").hexdigest()


def release() -> str:
    """Which release is running: the version, and the commit where the code is a checkout."""
    about = tomllib.loads((settings.ROOT / "pyproject.toml").read_text("utf-8"))
    version = str(about["project"]["version"])
    try:
        head = (settings.ROOT / ".git" / "HEAD").read_text("utf-8").strip()
        if head.startswith("ref: "):
            head = (settings.ROOT / ".git" / head.removeprefix("ref: ")).read_text("utf-8").strip()
    except OSError:
        return version
    return f"{version}+{head[:12]}"
