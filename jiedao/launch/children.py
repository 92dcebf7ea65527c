"""A process the launcher starts, watches and stops."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from jiedao.launch import accounts, processes

BIGGEST_LOG = 5 * 1024 * 1024
LINES_SHOWN = 15


@dataclass
class Child:
    """One program with its own log; runs in its own session, so that Ctrl-C reaches us alone."""

    label: str
    arguments: list[str]
    log: Path
    environment: dict[str, str]
    folder: Path = Path("/")
    account: accounts.Account = accounts.OURSELVES
    record: Path | None = None
    politely: signal.Signals = signal.SIGTERM
    patience: float = 15
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _identity: processes.Process | None = field(default=None, init=False)
    _log_start: int = field(default=0, init=False)

    def start(self) -> None:
        """Starts the program and notes who it is, for a later start to recognise it."""
        self._turn_log()
        with self.log.open("ab") as output:
            self._log_start = output.tell()
            self.running = subprocess.Popen(
                self.arguments,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.account.popen_options(self.politely),
            )
        self._identity = processes.look(self.running.pid)
        if self.record and self._identity:
            note = {"pid": self._identity.pid, "started": self._identity.started}
            self.record.write_text(json.dumps(note), encoding="utf-8")

    def ended(self) -> int | None:
        """The exit code of a program that is no longer running."""
        return self.running.poll() if self.running else None

    def ask_to_stop(self) -> None:
        """Asks politely, without waiting."""
        if self.running and self.running.poll() is None:
            os.kill(self.running.pid, self.politely)

    def stop(self) -> None:
        """Asks, waits, insists; leaves nothing of the program's family behind."""
        if not self.running:
            return
        family = [one for one in processes.everyone() if one.group == self.running.pid]
        self.ask_to_stop()
        try:
            self.running.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        processes.stop(
            [one for one in family if processes.same(one)], politely=signal.SIGTERM, patience=3
        )
        if self.record:
            self.record.unlink(missing_ok=True)
        self.running = None

    def said(self) -> str:
        """What it wrote since it was started."""
        with self.log.open("rb") as written:
            written.seek(self._log_start)
            return written.read().decode(errors="replace")

    def last_words(self) -> str:
        """The last lines it wrote since it was started."""
        return "\n".join(self.said().rstrip().splitlines()[-LINES_SHOWN:])

    def _turn_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > BIGGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
