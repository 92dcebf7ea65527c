"""Copies everything that hangs on a dossier, whatever tables the portal has for it.

Which tables those are is read from the models: every table with a foreign key to the dossier, or to
a table that has one. A copy of row n in round k gets the key `last + k × span + (n - first)`, so that
foreign keys are moved by the same sum and no map of old to new keys is needed.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg2.extras import execute_values

from jiedao.casefiles.models import Casefile
from jiedao.dossiers.models import Counter, Dossier
from jiedao.ledger.models import Entry
from jiedao.organisation.models import Unit
from jiedao.publications import chain, naming
from jiedao.publications.models import Publication

# What an old, closed matter still has besides its own row; and of its ledger the opening.
OF_OLD_ONES = ("SearchText", "Meeting", "Ballot")
ENTRIES, PUBLICATIONS = Entry._meta.db_table, Publication._meta.db_table
SPECIAL = (Dossier, Entry, Publication, Counter)
# The contents of a sealed casefile lie in its package too and stand in the ledger by their digest:
# a copy names its original there, as its package does.
WORD_FOR_WORD = ((Casefile, "manifest"),)

PUBLICATION_NUMBERS = f"""
UPDATE bench_publication p SET
    number = '{naming.PREFIX}' || q.year || '-' || right(q.code, 6) || '-' || lpad(q.place::text, greatest(4, length(q.place::text)), '0'),
    document_number = replace(replace(q.document, '2000', q.year::text), '12345', q.place::text),
    unit_seq = q.seq,
    code = substr(q.code_letters, 1, 4) || '-' || substr(q.code_letters, 5, 4) || '-' || substr(q.code_letters, 9, 4),
    full_text = replace(p.full_text, p.document_number, replace(replace(q.document, '2000', q.year::text), '12345', q.place::text)),
    redacted_text = replace(p.redacted_text, p.document_number, replace(replace(q.document, '2000', q.year::text), '12345', q.place::text))
FROM (
    SELECT n.id, n.year, u.code, u.document,
           translate(upper(md5('bench' || n.id)), '01', 'GH') AS code_letters,
           coalesce(g.last, 0) + row_number() OVER (PARTITION BY n.unit_id, n.year ORDER BY n.id) AS place,
           coalesce(s.last, 0) + row_number() OVER (PARTITION BY n.unit_id ORDER BY n.id) AS seq
    FROM (SELECT id, unit_id, extract(year FROM frozen_on)::int AS year FROM bench_publication) n
    JOIN bench_unit u ON u.id = n.unit_id
    LEFT JOIN dossiers_counter g ON g.kind = '{naming.PREFIX}' AND g.unit_id = n.unit_id AND g.year = n.year
    LEFT JOIN (SELECT unit_id, max(unit_seq) AS last FROM {PUBLICATIONS} GROUP BY 1) s
        ON s.unit_id = n.unit_id
) q WHERE q.id = p.id;
UPDATE bench_publication SET
    full_digest = encode(sha256(convert_to(full_text, 'UTF8')), 'hex'),
    redacted_digest = encode(sha256(convert_to(redacted_text, 'UTF8')), 'hex');
INSERT INTO dossiers_counter (kind, unit_id, year, last)
    SELECT '{naming.PREFIX}', unit_id, extract(year FROM frozen_on), max(substring(number FROM '[0-9]+$')::int)
    FROM bench_publication GROUP BY 2, 3
    ON CONFLICT ON CONSTRAINT one_counter_per_year DO UPDATE SET last = excluded.last;
"""


@dataclass(frozen=True)
class Copied:
    """A table to copy: how its rows are found from a dossier, and where the copies' keys begin."""

    model: type[models.Model]
    joins: str
    first: int
    span: int
    last: int

    @cached_property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def is_of_old_ones(self) -> bool:
        meta = self.model._meta
        return self.model.__name__ in OF_OLD_ONES or (
            isinstance(meta.pk, models.OneToOneField)
            and meta.pk.related_model is Dossier
            and hasattr(self.model, "state")
        )


def name_documents(cursor: CursorWrapper) -> None:
    """Remembers how every community numbers its papers (体社居公〔2000〕12345号)."""
    cursor.execute("SELECT id FROM bench_unit WHERE document = ''")
    for unit in Unit.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]):
        document = naming.document_number(unit, year=2000, sequence=12345)
        cursor.execute("UPDATE bench_unit SET document = %s WHERE id = %s", [document, unit.pk])


def copy_all(cursor: CursorWrapper) -> None:
    """One round: all tables, then the two chains, then the sequences."""
    found = _tables(cursor)
    for copied in found.values():
        if copied.model not in SPECIAL:
            _copy(cursor, copied, found, into=copied.table)
    _copy_publications(cursor, found)
    _copy_ledger(cursor, found)
    _copy_dossiers(cursor, found)
    for copied in found.values():
        if isinstance(copied.model._meta.pk, models.BigAutoField):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{copied.table}', 'id'), max(id)) FROM {copied.table}"
            )


def _tables(cursor: CursorWrapper) -> dict[type[models.Model], Copied]:
    """Every table that hangs on a dossier, nearest first."""
    left_out: set[type[models.Model]] = {Counter}
    while True:
        paths = _paths({model for model in apps.get_models() if model not in left_out})
        twice = {model for model in paths if _would_stand_twice(model, paths)}
        if not twice:
            return {model: _measured(cursor, model, joins) for model, joins in paths.items()}
        left_out |= twice


def _paths(models_there: set[type[models.Model]]) -> dict[type[models.Model], str]:
    """How the rows of each table are found from a dossier."""
    paths: dict[type[models.Model], str] = {Dossier: "JOIN dossiers_dossier m ON m.id = c.old_id"}
    pending = [model for model in apps.get_models() if model in models_there - {Dossier}]
    grown = True
    while grown:
        grown = False
        for model in list(pending):
            field = _way_up(model, paths)
            if field:
                paths[model] = _join(model, field, paths)
                pending.remove(model)
                grown = True
    return paths


def _would_stand_twice(model: type[models.Model], paths: dict[type[models.Model], str]) -> bool:
    """Whether rows are one per something that is not copied (a receipt's number, bytes scanned in a unit)."""
    return model not in SPECIAL and any(
        not any(
            isinstance(field, models.ForeignKey) and field.related_model in paths
            for field in map(model._meta.get_field, constraint.fields)
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    )


def _way_up(model: type[models.Model], known: dict[type[models.Model], str]) -> models.Field | None:
    """The foreign key by which a row belongs to a dossier, the straightest first."""
    keys = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in known
    ]
    keys.sort(key=lambda field: (field.null, field.related_model is not Dossier))
    return keys[0] if keys else None


def _join(model: type[models.Model], field: Any, paths: dict[type[models.Model], str]) -> str:
    above = field.related_model
    if above is Dossier or (
        isinstance(above._meta.pk, models.OneToOneField)
        and (above._meta.pk.related_model is Dossier)
    ):
        return f"JOIN {model._meta.db_table} m ON m.{field.column} = c.old_id"
    upper = paths[above].replace(" m ON m.", f" m{len(paths)} ON m{len(paths)}.")
    return f"{upper} JOIN {model._meta.db_table} m ON m.{field.column} = m{len(paths)}.{above._meta.pk.column}"


def _measured(cursor: CursorWrapper, model: type[models.Model], joins: str) -> Copied:
    key = model._meta.pk.column
    cursor.execute(
        f"SELECT min(m.{key}), max(m.{key}) FROM (SELECT dossier_id AS old_id FROM bench_template) c {joins}"
    )
    first, last = cursor.fetchone()
    cursor.execute(f"SELECT max({key}) FROM {model._meta.db_table}")
    (newest,) = cursor.fetchone()
    return Copied(model, joins, first or 0, (last or 0) - (first or 0) + 1, newest or 0)


def _copy(
    cursor: CursorWrapper,
    copied: Copied,
    found: dict[type[models.Model], Copied],
    *,
    into: str,
    which: str = "",
    instead: dict[str, str] | None = None,
) -> None:
    columns = {
        field.column: (instead or {}).get(field.column) or _value(copied, field, found)
        for field in copied.model._meta.concrete_fields
        if not field.generated
    }
    wanted = "" if copied.is_of_old_ones else "AND c.is_whole"
    cursor.execute(
        f"INSERT INTO {into} ({', '.join(map(_quoted, columns))}) SELECT {', '.join(columns.values())} "
        f"FROM bench_copy c {copied.joins} WHERE true {which or wanted}"
    )


def _key(model: Any, column: str, found: dict[type[models.Model], Copied]) -> str:
    """The key of the copy of the row a column names."""
    key = model._meta.pk
    if model is Dossier:
        return "c.new_id"
    if isinstance(key, models.ForeignKey):
        return _key(key.related_model, column, found)
    copied = found[model]
    return f"{copied.last} + c.k * {copied.span} + ({column} - {copied.first})"


def _value(copied: Copied, field: Any, found: dict[type[models.Model], Copied]) -> str:
    column = f"m.{_quoted(field.column)}"
    if isinstance(field, models.ForeignKey) and field.related_model in found:
        return _key(field.related_model, column, found)
    if field.primary_key:
        return _key(copied.model, column, found)
    if isinstance(field, models.ForeignKey) and field.related_model is Unit:
        return f"CASE WHEN {column} = c.old_unit_id THEN c.unit_id ELSE {column} END"
    if isinstance(field, models.DateField) and copied.is_of_old_ones:
        return f"{column} - c.shift * interval '1 day'"
    if (copied.model, field.name) in WORD_FOR_WORD:
        return column
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        if field.unique:
            return _another(column, field.max_length or 32)
        return _said(column, field.max_length)
    return column


def _another(column: str, length: int) -> str:
    """A code of its own for the copy: a digest stays one, what people read aloud stays readable."""
    digest = f"md5({column} || c.new_id)"
    if length > 32:
        return f"left({digest} || md5({digest}), {length})"
    return f"left(translate(upper({digest}), '01', 'GH'), {length})"


def _said(column: str, longest: int | None = None) -> str:
    """A text that names the copy where it named the original."""
    said = (
        f"replace(replace(replace({column}, c.old_number, c.new_number), c.old_title, c.new_title),"
        " c.old_unit_name, c.unit_name)"
    )
    return f"left({said}, {longest})" if longest else said


def _copy_publications(cursor: CursorWrapper, found: dict[type[models.Model], Copied]) -> None:
    """Numbers, digests and the chain of every community, by the portal's own sums."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE bench_publication AS SELECT * FROM {PUBLICATIONS} LIMIT 0"
    )
    kept = (
        "number",
        "document_number",
        "code",
        "full_digest",
        "redacted_digest",
        "previous",
        "chain_digest",
    )
    same = {name: f"m.{name}" for name in kept}
    _copy(cursor, found[Publication], found, into="bench_publication", instead=same)
    cursor.execute("CREATE UNIQUE INDEX ON bench_publication (id); ANALYZE bench_publication")
    cursor.execute(PUBLICATION_NUMBERS)
    cursor.execute(
        f"SELECT DISTINCT ON (unit_id) unit_id, chain_digest FROM {PUBLICATIONS} ORDER BY unit_id, unit_seq DESC"
    )
    heads = dict(cursor.fetchall())
    links = []
    texts = "''::text AS full_text, ''::text AS redacted_text"
    names = ", ".join(
        _quoted(field.column)
        for field in Publication._meta.concrete_fields
        if not field.generated and field.name not in ("full_text", "redacted_text")
    )
    fresh = Publication.objects.raw(
        f"SELECT {names}, {texts} FROM bench_publication ORDER BY unit_id, unit_seq"
    )
    for publication in fresh.iterator():
        publication.previous = heads.get(publication.unit_id, "")
        heads[publication.unit_id] = digest = chain.link(publication)
        links.append((publication.pk, publication.previous, digest))
    cursor.execute("CREATE TEMPORARY TABLE bench_link (id bigint, previous text, digest text)")
    execute_values(cursor.cursor, "INSERT INTO bench_link VALUES %s", links, page_size=1000)
    stored = [field.column for field in Publication._meta.concrete_fields if not field.generated]
    links_in = {"previous": "l.previous", "chain_digest": "l.digest"}
    values = ", ".join(links_in.get(name, f"p.{_quoted(name)}") for name in stored)
    cursor.execute(
        f"INSERT INTO {PUBLICATIONS} ({', '.join(map(_quoted, stored))}) SELECT {values} "
        "FROM bench_publication p JOIN bench_link l ON l.id = p.id ORDER BY p.id"
    )
    cursor.execute("DROP TABLE bench_publication, bench_link")


def _copy_ledger(cursor: CursorWrapper, found: dict[type[models.Model], Copied]) -> None:
    """Line by line, each over the digest of the one before it, all dossiers at once."""
    body = f"replace({_said('m.body')}, '\"dossier:' || c.old_id || '\"', '\"dossier:' || c.new_id || '\"')"
    cursor.execute("SELECT max(seq) FROM ledger_entry JOIN bench_template USING (dossier_id)")
    (longest,) = cursor.fetchone()
    for seq in range(1, longest + 1):
        cursor.execute(
            f"""
            INSERT INTO {ENTRIES} (id, dossier_id, seq, act, by_id, occurred_on, recorded_at,
                                   words, body, previous, digest)
            SELECT id, dossier_id, seq, act, by_id, occurred_on, recorded_at, words, body, head,
                   encode(sha256(convert_to(head || E'\\n' || body, 'UTF8')), 'hex')
            FROM (
                SELECT {_key(Entry, "m.id", found)} AS id, c.new_id AS dossier_id, m.seq, m.act, m.by_id,
                       m.occurred_on, m.recorded_at, {_said("m.words")} AS words, {body} AS body,
                       coalesce(before.digest, '') AS head
                FROM bench_copy c JOIN {ENTRIES} m ON m.dossier_id = c.old_id AND m.seq = %s
                LEFT JOIN {ENTRIES} before ON before.dossier_id = c.new_id AND before.seq = m.seq - 1
                WHERE c.is_whole OR m.seq = 1
            ) line
            """,
            [seq],
        )


def _copy_dossiers(cursor: CursorWrapper, found: dict[type[models.Model], Copied]) -> None:
    """The dossiers themselves, with the heads of their ledgers."""
    last = f"(SELECT %s FROM {ENTRIES} e WHERE e.dossier_id = c.new_id ORDER BY e.seq DESC LIMIT 1)"
    instead = {
        "id": "c.new_id",
        "number": "c.new_number",
        "ledger_seq": last % "e.seq",
        "ledger_head": last % "e.digest",
    }
    dates = {
        field.column: f"m.{field.column} - c.shift * interval '1 day'"
        for field in Dossier._meta.concrete_fields
        if isinstance(field, models.DateField)
    }
    _copy(
        cursor,
        found[Dossier],
        found,
        into=Dossier._meta.db_table,
        which="AND true",
        instead=instead | dates,
    )


def _quoted(name: str) -> str:
    return f'"{name}"'
