"""Whether the portal can serve people now (就绪检查), one sentence per part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex

from celery import current_app
from django.core.cache import cache as office_cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from jiedao.ledger.selectors import newest_moment
from jiedao.lib import clock

TIMEOUT_SECONDS = 2
CLOCK_MAY_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class Check:
    """One part of the portal: does it work, and what to do when it does not."""

    ok: bool
    sentence: str


def checks() -> dict[str, Check]:
    """Every part by name; none keeps another from being asked."""
    return {name: ask() for name, ask in CHECKS.items()}


def database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Check(False, "数据库连接不上，请检查 PostgreSQL 是否在运行、DATABASE_URL 是否正确。")
    return Check(True, "数据库正常。")


def migrations() -> Check:
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return Check(False, "数据库连接不上，无法核对表结构。")
    missing = len(_known_migrations() - applied)
    if missing:
        return Check(False, f"数据库有{missing}项结构更新没有执行，请运行 manage.py migrate。")
    return Check(True, "数据库结构是最新的。")


def machine_clock() -> Check:
    """Dates of the law are counted by this machine's clock: it must not stand behind its own ledger."""
    now = clock.now()
    try:
        recorded = newest_moment() or now
    except DatabaseError:
        return Check(False, "数据库连接不上，无法核对时钟。")
    if recorded > now + CLOCK_MAY_DIFFER:
        return Check(
            False,
            f"服务器的时钟（{_told(now)}）比最近一条台账（{_told(recorded)}）还早，请校准服务器时间（NTP）。",
        )
    return Check(True, "时钟正常。")


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def shared_cache() -> Check:
    key, word = f"ready:{token_hex(4)}", token_hex(4)
    try:
        office_cache.set(key, word, 10)
        is_kept = office_cache.get(key) == word
        office_cache.delete(key)
    except RedisError:
        is_kept = False
    if is_kept:
        return Check(True, "缓存正常。")
    return Check(False, "缓存连接不上，请检查 Redis 是否在运行、REDIS_URL 是否正确。")


def broker() -> Check:
    try:
        with current_app.connection_for_write(connect_timeout=TIMEOUT_SECONDS) as opened:
            opened.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
    except (OperationalError, RedisError, OSError):
        return Check(
            False, "消息队列连接不上，请检查 Redis 是否在运行、CELERY_BROKER_URL 是否正确。"
        )
    return Check(True, "消息队列正常。")


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """What this release brings along; read from disk once."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


CHECKS: dict[str, Callable[[], Check]] = {
    "database": database,
    "migrations": migrations,
    "clock": machine_clock,
    "cache": shared_cache,
    "broker": broker,
}
