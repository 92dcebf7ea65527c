"""Giving the portal's database account exactly what it needs, and finding where it has more."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg2 import sql

from jiedao.rights import tables

GUARDED = """
select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = c.relnamespace
where p.proname = %s and n.nspname = 'public'
"""
COLUMNS = """
select c.relname, array_agg(a.attname order by a.attnum) filter (where a.attgenerated = '')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p') and n.nspname = 'public'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
group by c.relname order by c.relname
"""
EXCESS = """
select c.relname,
  pg_has_role(%(role)s, c.relowner, 'member'),
  has_table_privilege(%(role)s, c.oid, 'TRUNCATE') or has_table_privilege(%(role)s, c.oid, 'TRIGGER'),
  has_any_column_privilege(%(role)s, c.oid, 'UPDATE'),
  has_table_privilege(%(role)s, c.oid, 'DELETE')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname = 'public' order by 1
"""


def grant(role: str) -> None:
    """Give the account its rights on every table (授权); what it had beyond them is taken back."""
    with transaction.atomic(), connection.cursor() as cursor:
        columns = _columns(cursor)
        guarded = _guarded(cursor)
        account = sql.Identifier(role)
        for words in (
            "revoke all on all tables in schema public from {0}",
            "revoke all on schema public from {0}",
            "revoke create on schema public from public",
            "grant usage on schema public to {0}",
            "grant usage, select on all sequences in schema public to {0}",
        ):
            cursor.execute(sql.SQL(words).format(account))
        for name, names in columns.items():
            given = rights_on(name, names, is_guarded=name in guarded)
            cursor.execute(
                sql.SQL("grant {} on {} to {}").format(
                    sql.SQL(", ").join(given), sql.Identifier("public", name), account
                )
            )


def rights_on(name: str, columns: list[str], *, is_guarded: bool) -> list[sql.Composable]:
    """The rights on one table, as GRANT spells them."""
    given: list[sql.Composable] = [sql.SQL("select")]
    if name in tables.READ_ONLY:
        return given
    given.append(sql.SQL("insert"))
    if name in tables.MAY_DELETE:
        given.append(sql.SQL("delete"))
    if is_guarded or name in tables.NEVER_CHANGED:
        return given
    frozen = tables.FROZEN.get(name, frozenset())
    if not frozen:
        return [*given, sql.SQL("update")]
    left = [sql.Identifier(column) for column in columns if column not in frozen]
    return [*given, sql.SQL("update ({})").format(sql.SQL(", ").join(left))]


def excess(role: str) -> Iterator[str]:
    """What an account may do that the portal's own must not, sentence by sentence (核对权限)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper or rolcreaterole or rolbypassrls from pg_roles where rolname = %s",
            [role],
        )
        found = cursor.fetchone()
        if found is None:
            yield f"数据库里没有账号 {role}。请按 deploy/roles.sql 建立。"
            return
        if found[0]:
            yield f"数据库账号 {role} 是超级用户，或能管理别的账号。请换一个普通账号。"
            return
        cursor.execute("select has_schema_privilege(%s, 'public', 'CREATE')", [role])
        if cursor.fetchone()[0]:
            yield f"数据库账号 {role} 能在库里建表和建函数。"
        guarded = _guarded(cursor) | tables.READ_ONLY | tables.NEVER_CHANGED
        cursor.execute(EXCESS, {"role": role})
        for name, owns, empties, updates, deletes in cursor.fetchall():
            if owns:
                yield f"数据库账号 {role} 是表 {name} 的所有者，能停用触发器、清空和改表。"
            elif empties:
                yield f"数据库账号 {role} 能清空表 {name} 或给它加触发器。"
            elif updates and name in guarded:
                yield f"数据库账号 {role} 能修改只增不改的表 {name}。"
            elif deletes and name not in tables.MAY_DELETE:
                yield f"数据库账号 {role} 能删除表 {name} 里的记录。"


def after_migrate(**_: Any) -> None:
    """New tables belong to the owner; the portal's account gets its rights on them at once."""
    if settings.DATABASE_APP_ROLE:
        grant(settings.DATABASE_APP_ROLE)


def _guarded(cursor: Any) -> frozenset[str]:
    cursor.execute(GUARDED, [tables.APPEND_ONLY_GUARD])
    return frozenset(name for (name,) in cursor.fetchall())


def _columns(cursor: Any) -> dict[str, list[str]]:
    cursor.execute(COLUMNS)
    return dict(cursor.fetchall())
