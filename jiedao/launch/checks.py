"""What must hold before the portal starts; each failure is one sentence that says what to do."""

import errno
import re
import socket
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

from jiedao.launch.halt import Halt

POSTGRES_SCHEMES = ("postgres", "postgresql", "psql", "pgsql", "postgis")
OLDEST_POSTGRES = 14
TRIGRAMS = "select coalesce(array_length(show_trgm('社区服务'), 1), 0)"


def port_is_free(host: str, port: int) -> None:
    """Whether the web server will be able to listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            raise Halt(_port_sentence(host, port, error)) from None


def _port_sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被别的程序占用。请关闭那个程序，"
            f"或换一个端口：python3 run.py --port {port % 65535 + 1}"
        )
    if error.errno == errno.EACCES:
        return f"当前用户不能使用端口 {port}。请换一个 1024 以上的端口：python3 run.py --port 8000"
    return f"不能在 {host}:{port} 上提供网页（{error.strerror}）。请改正 --host 或 --port。"


def database_is_fit(url: str) -> None:
    """Whether the database answers, is new enough and knows Chinese characters."""
    scheme = urlsplit(url).scheme.partition("+")[0]
    if scheme not in POSTGRES_SCHEMES:
        raise Halt(
            f"DATABASE_URL 的类型是“{scheme}”，本平台只支持 PostgreSQL。"
            "请写成 postgres://用户:密码@主机:5432/库名。"
        )
    try:
        parts = urlsplit(url)
        connection = psycopg2.connect(
            urlunsplit(parts._replace(scheme="postgresql")), connect_timeout=10
        )
    except psycopg2.Error as error:
        reason = re.sub(r"\s+", " ", str(error)).strip()
        raise Halt(
            "连不上数据库。请确认数据库已启动，DATABASE_URL 里的主机、用户、密码和库名正确。"
            f"数据库说：{reason}"
        ) from None
    try:
        with connection.cursor() as cursor:
            _look_at_database(cursor, connection.server_version // 10000)
    finally:
        connection.rollback()
        connection.close()


def _look_at_database(cursor: "psycopg2.extensions.cursor", version: int) -> None:
    if version < OLDEST_POSTGRES:
        raise Halt(f"数据库是 PostgreSQL {version}，太旧。请升级到 {OLDEST_POSTGRES} 或更高版本。")
    if not (_is_utf8(cursor) and _knows_letters(cursor) and _finds_trigrams(cursor)):
        raise Halt(
            "这个数据库不认识汉字（编码或字符分类不对），中文检索会找不到内容。请重新建库："
            "create database portal encoding 'UTF8' locale 'C.UTF-8' template template0"
        )


def _is_utf8(cursor: "psycopg2.extensions.cursor") -> bool:
    cursor.execute("show server_encoding")
    return bool(cursor.fetchone()[0] == "UTF8")


def _knows_letters(cursor: "psycopg2.extensions.cursor") -> bool:
    cursor.execute("select '社' ~ '[[:alnum:]]'")
    return bool(cursor.fetchone()[0])


def _finds_trigrams(cursor: "psycopg2.extensions.cursor") -> bool:
    """Whether pg_trgm sees Chinese; tried out and undone where it is not installed yet."""
    cursor.execute("savepoint trial")
    try:
        cursor.execute("create extension if not exists pg_trgm")
    except psycopg2.Error:
        cursor.execute("rollback to savepoint trial")
        raise Halt(
            "数据库缺少 pg_trgm 扩展，当前用户又无权安装。"
            "请让数据库管理员在这个库里执行：create extension pg_trgm"
        ) from None
    cursor.execute(TRIGRAMS)
    found = bool(cursor.fetchone()[0])
    cursor.execute("rollback to savepoint trial")
    return found


def broker_answers(name: str, url: str) -> None:
    """Whether the Redis or Valkey behind a setting answers."""
    plain = re.sub(r"^redis\+socket://", "unix://", url)
    plain = re.sub(r"([?&])virtual_host=", r"\1db=", plain)
    try:
        client = redis.Redis.from_url(plain, socket_connect_timeout=10, socket_timeout=10)
        client.ping()
        client.close()
    except (redis.RedisError, ValueError, OSError) as error:
        raise Halt(
            f"连不上 {name} 指定的 Redis 或 Valkey。请确认它已启动、地址和密码正确。程序说：{error}"
        ) from None
