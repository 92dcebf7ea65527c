"""The keys of a trial: made at random once, kept in var/, readable by their owner only."""

import base64
import json
import os
import secrets
from pathlib import Path

from jiedao.launch.halt import Halt

NAMES = ("SECRET_KEY", "DATA_KEY", "SEARCH_KEY")


def of_trial(path: Path) -> dict[str, str]:
    """The keys of this instance. They outlive --fresh: backups and sessions depend on them."""
    known = _read(path)
    missing = [name for name in NAMES if not known.get(name)]
    if missing:
        fresh = {name: base64.urlsafe_b64encode(secrets.token_bytes(32)) for name in missing}
        known |= {name: value.decode() for name, value in fresh.items()}
        _write(path, known)
    elif path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return {name: known[name] for name in NAMES}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        known = None
    if not isinstance(known, dict):
        raise Halt(
            f"密钥文件 {path} 已损坏。请从备份恢复它；"
            "没有备份时删除它，再用 --fresh 重新开始（旧数据里的加密内容将无法读出）。"
        )
    return known


def _write(path: Path, known: dict[str, str]) -> None:
    """Complete or not at all, and never readable by others, not even for a moment."""
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as output:
        json.dump(known, output, indent=1)
    unfinished.replace(path)
