"""The clock of the background tasks (定时任务): started on several hosts, it rings on one.

Who holds a lock of the database rings; the others wait and take over once it is free, which is at
once when its holder is stopped, killed or cut off. The tasks themselves bear being rung twice.
"""

from typing import Any

import psycopg2
from celery.beat import PersistentScheduler
from celery.utils.log import get_logger
from django.db import connection

LOCK = 36_925_001  # any number nobody else locks
WAIT_SECONDS = 5.0

log = get_logger(__name__)


class OneBeat(PersistentScheduler):
    """The ordinary schedule, rung by one host at a time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._lock: Any = None
        self._rings = False
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Ring what is due, or wait for the lock."""
        if not self.holds_lock():
            return WAIT_SECONDS
        return float(super().tick(*args, **kwargs))

    def holds_lock(self) -> bool:
        """Whether this is the one that rings; asked before every ring, so a lost lock is noticed."""
        try:
            if self._lock is None:
                self._lock = psycopg2.connect(**connection.get_connection_params())
                self._lock.autocommit = True
            with self._lock.cursor() as cursor:
                cursor.execute(
                    "select 1" if self._rings else f"select pg_try_advisory_lock({LOCK})"
                )
                rings = self._rings or bool(cursor.fetchone()[0])
        except psycopg2.Error:
            self._let_go()
            return False
        if rings and not self._rings:
            log.warning("本机的定时任务开始工作。")
        self._rings = rings
        return rings

    def close(self) -> None:
        """Leave the lock to the next."""
        super().close()
        self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.close()
        self._lock, self._rings = None, False
