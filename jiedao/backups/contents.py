"""What a database holds, in a form two databases can be compared by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import psycopg2.extensions
from psycopg2 import sql

# One row is one text; the same text whatever the session's habits are.
HABITS = """
set local timezone to 'UTC'; set local datestyle to 'ISO, YMD'; set local intervalstyle to 'postgres';
set local extra_float_digits to 1; set local bytea_output to 'hex'
"""
TABLES = """
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by 1, 2
"""
# The sum does not depend on the order of the rows.
SUM = """
select count(*), coalesce(sum(('x' || substr(md5(r::text), 1, 15))::bit(60)::bigint), 0)::text
from {} r
"""
HEADS = """
select 'dossier:' || id, ledger_seq, ledger_head from dossiers_dossier where ledger_seq > 0
union all
select 'unit:' || id, ledger_seq, ledger_head from organisation_unit where ledger_seq > 0
union all
select * from (
    select distinct on (unit_id) 'publications:' || unit_id, unit_seq, chain_digest
    from publications_publication order by unit_id, unit_seq desc
) last
order by 1
"""
FILES = """
select sha256, max(size) from (
    select sha256, size from attachments_attachment
    union all select sha256, size from appraisal_pack
    union all select sha256, size from scans_scan
    union all select sha256, size from scans_scannedpaper
    union all select page, bytes from scans_scannedpaper, unnest(shown, shown_sizes) pages(page, bytes)
) kept group by sha256 order by sha256
"""
MIGRATIONS = "select app || '.' || name from django_migrations order by 1"

Connection: TypeAlias = psycopg2.extensions.connection


@dataclass(frozen=True)
class Sum:
    """How many rows a table has, and a sum over every one of them."""

    rows: int
    digest: str


def tables(database: Connection) -> dict[str, Sum]:
    """The sum of every table; one changed, missing or added row changes it."""
    sums = {}
    with database.cursor() as cursor:
        cursor.execute(HABITS)
        cursor.execute(TABLES)
        for schema, name in cursor.fetchall():
            cursor.execute(sql.SQL(SUM).format(sql.Identifier(schema, name)))
            sums[f"{schema}.{name}"] = Sum(*cursor.fetchone())
    return sums


def heads(database: Connection) -> Iterator[str]:
    """The end of every chain of the ledger and of the publications: chain, number, digest."""
    for chain, seq, digest in _rows(database, HEADS):
        yield f"{chain} {seq} {digest}"


def files(database: Connection) -> list[tuple[str, int]]:
    """Digest and size of the bytes behind every attachment and every scan, each once."""
    return [(str(digest), int(str(size))) for digest, size in _rows(database, FILES)]


def migrations(database: Connection) -> list[str]:
    """Which changes of the tables this database has been through."""
    return [str(name) for (name,) in _rows(database, MIGRATIONS)]


def is_empty(database: Connection) -> bool:
    """Whether there is no table at all yet, those of extensions apart."""
    return not _rows(database, TABLES)


def size(database: Connection) -> int:
    """How many bytes the database takes on its server."""
    ((taken,),) = _rows(database, "select pg_database_size(current_database())")
    return int(str(taken))


def _rows(database: Connection, question: str) -> list[tuple[object, ...]]:
    with database.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
