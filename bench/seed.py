"""Fills the measuring database: the demo's matters, copied in bulk until there are enough rows.

The demo walked its matters through the real actions, so a copy of one has everything a real matter
has. One matter in five is copied with all that hangs on it; the others are old ones, closed years
ago, with their meetings but without papers and notices. Every text names the copy's own number,
title and community; the chains of ledger and publications are computed anew, so that
`manage.py verify` passes. Besides actions and migrations this is the only code that may write rows.

    python -m bench.child bench.seed 10000
"""

import sys
from collections.abc import Iterator
from itertools import groupby

from django.db import connection, transaction

from bench import copying
from jiedao.indicators import actions as figures

CHUNK = 50_000
# A tenth of everything lies in one community, another fifth in its street: whoever works there has
# many rows even among few, so that a page shows as many at every size.
SPREAD = """
CREATE TABLE IF NOT EXISTS bench_template AS
    SELECT d.id AS dossier_id, row_number() OVER (ORDER BY d.id) - 1 AS place,
           d.closed_on IS NOT NULL AS is_closed
    FROM dossiers_dossier d JOIN decisions_matter m ON m.dossier_id = d.id;
CREATE TABLE IF NOT EXISTS bench_unit AS
    SELECT u.id, u.code, u.short_name, ''::text AS document,
           u.code = '410105001003' AS is_first, u.parent_id = s.id AS is_near,
           row_number() OVER (
               PARTITION BY u.code = '410105001003', u.parent_id = s.id ORDER BY u.id) - 1 AS place
    FROM organisation_unit u, (SELECT id FROM organisation_unit WHERE code = '410105001') s
    WHERE u.level IN ('community', 'village') AND u.closed_on IS NULL;
"""
PLAN = """
CREATE TEMPORARY TABLE bench_copy AS
WITH places AS (
    SELECT k, CASE WHEN k %% 10 = 0 THEN 'first' WHEN k %% 10 IN (3, 7) OR NOT EXISTS (SELECT FROM bench_unit WHERE NOT is_near) THEN 'near'
                ELSE 'far' END AS part,
           (k / 10 + k) %% 5 = 0 AS is_whole, k <= 1000 OR k %% 1000 < 5 AS may_run
    FROM generate_series(%(first)s::bigint, %(last)s) k
), whole AS (SELECT dossier_id, place FROM bench_template),
closed AS (SELECT dossier_id, row_number() OVER (ORDER BY place) - 1 AS place FROM bench_template WHERE is_closed),
chosen AS (
    SELECT p.k, p.is_whole, p.may_run, u.id AS unit_id, u.code AS unit_code, u.short_name AS unit_name,
           CASE WHEN p.is_whole AND p.may_run THEN w.dossier_id ELSE c.dossier_id END AS old_id
    FROM places p
    JOIN bench_unit u ON u.is_first = (p.part = 'first') AND u.is_near = (p.part <> 'far')
         AND u.place = (p.k / 10) %% (
             SELECT count(*) FROM bench_unit o WHERE o.is_first = (p.part = 'first')
             AND o.is_near = (p.part <> 'far'))
    LEFT JOIN whole w ON p.is_whole AND w.place = (p.k / 5) %% (SELECT count(*) FROM whole)
    LEFT JOIN closed c ON c.place = (p.k / 5) %% (SELECT count(*) FROM closed)
)
SELECT c.k - %(first)s + 1 AS k, c.is_whole, c.unit_id, c.unit_code, c.unit_name, c.old_id,
       %(base)s + c.k - %(first)s + 1 AS new_id,
       d.number AS old_number, d.title AS old_title, d.unit_id AS old_unit_id, o.short_name AS old_unit_name,
       CASE WHEN c.is_whole THEN 0 ELSE (c.k %% 7 + 1) * 365 END::int AS shift,
       left(CASE WHEN %(is_start)s AND c.k <= 400 AND c.k %% 10 IN (0, 3) THEN '银杏里'
            ELSE (ARRAY['海棠苑','锦绣园','翠竹里','金桂坊','玉兰院','紫荆里','清风苑','明月坊'])[c.k %% 8 + 1] END
            || c.k %% 31 + 1 || '号院' || d.title, 80) AS new_title,
       ''::text AS new_number
FROM chosen c
JOIN dossiers_dossier d ON d.id = c.old_id
JOIN organisation_unit o ON o.id = d.unit_id;
"""
# A number has its unit and year in it and follows the last one that was given out.
NUMBERED = """
WITH numbered AS (
    SELECT c.new_id, substring(c.old_number FROM '^[A-Z]+') AS prefix, c.unit_id, c.unit_code,
           extract(year FROM d.opened_on - c.shift)::int AS year
    FROM bench_copy c JOIN dossiers_dossier d ON d.id = c.old_id
), placed AS (
    SELECT n.*, row_number() OVER (PARTITION BY n.prefix, n.unit_id, n.year ORDER BY n.new_id)
           + coalesce(g.last, 0) AS place
    FROM numbered n LEFT JOIN dossiers_counter g
        ON g.kind = n.prefix AND g.unit_id = n.unit_id AND g.year = n.year
), counted AS (
    INSERT INTO dossiers_counter (kind, unit_id, year, last)
    SELECT prefix, unit_id, year, max(place) FROM placed GROUP BY 1, 2, 3
    ON CONFLICT ON CONSTRAINT one_counter_per_year DO UPDATE SET last = excluded.last
)
UPDATE bench_copy c SET new_number =
    prefix || year || '-' || right(p.unit_code, 6) || '-' || lpad(place::text, greatest(4, length(place::text)), '0')
FROM placed p WHERE p.new_id = c.new_id;
CREATE UNIQUE INDEX ON bench_copy (new_id);
CREATE INDEX ON bench_copy (old_id);
ANALYZE bench_copy;
"""


def fill(rows: int) -> int:
    """Adds matters until there are so many; how many were added."""
    with connection.cursor() as cursor:
        cursor.execute(SPREAD)
        cursor.execute("SELECT count(*) FROM decisions_matter")
        present = int(cursor.fetchone()[0])
        copying.name_documents(cursor)
    added = 0
    for first, last in _chunks(present, rows):
        with transaction.atomic(), connection.cursor() as cursor:
            # Our own empty database: triggers and foreign keys have nothing to protect in it.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SELECT max(id) FROM dossiers_dossier")
            base = int(cursor.fetchone()[0])
            plan = {"first": first, "last": last, "base": base, "is_start": present < 1000}
            cursor.execute(PLAN, plan)
            cursor.execute(NUMBERED)
            copying.copy_all(cursor)
            cursor.execute("DROP TABLE bench_copy")
            cursor.execute("SET LOCAL session_replication_role = origin")
        added += last - first + 1
        print(f"已有{present + added}件。", flush=True)
    # The ledger's triggers were off, so nothing told the figures.
    figures.recount()
    return added


def settle() -> None:
    """What PostgreSQL does by itself overnight: statistics, and which pages all may see."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _chunks(present: int, rows: int) -> Iterator[tuple[int, int]]:
    for _, numbers in groupby(range(present + 1, rows + 1), lambda number: (number - 1) // CHUNK):
        chunk = list(numbers)
        yield chunk[0], chunk[-1]


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    settle()
