"""Keys and references of all tables that hold rows of an account, as PostgreSQL knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

Table: TypeAlias = str

COLUMNS = """
SELECT c.relname, NOT a.attnotnull FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'account_id'
    AND a.atttypid = 'uuid'::regtype
ORDER BY 1
"""
KEYS = """
SELECT t.relname, i.relname, x.indisprimary, con.oid IS NOT NULL, pg_get_indexdef(i.oid),
    ARRAY(SELECT coalesce(a.attname::text, '') FROM unnest(x.indkey) WITH ORDINALITY k(n, place)
          LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n AND k.n > 0 ORDER BY k.place)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
LEFT JOIN pg_constraint con ON con.conindid = i.oid AND con.contype IN ('p', 'u')
WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2
"""
REFERENCES = """
SELECT con.conname, t.relname, f.relname,
    (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = con.conkey[1]),
    (SELECT attname FROM pg_attribute WHERE attrelid = f.oid AND attnum = con.confkey[1])
FROM pg_constraint con JOIN pg_class t ON t.oid = con.conrelid JOIN pg_class f ON f.oid = con.confrelid
WHERE con.contype = 'f' AND cardinality(con.conkey) = 1 AND t.relnamespace = 'public'::regnamespace
ORDER BY 2, 1
"""


@dataclass(frozen=True, slots=True)
class Key:
    """A unique index; `constraint` says that it belongs to one, '' in `columns` is an expression."""

    table: Table
    name: str
    is_primary: bool
    constraint: bool
    definition: str
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key of one column."""

    name: str
    table: Table
    target: Table
    column: str
    target_column: str


@dataclass(frozen=True)
class Catalogue:
    """`loose` are tables whose rows may belong to no account: they stay whole, on the node that is asked."""

    named: Sequence[Table]
    loose: Sequence[Table]
    keys: Sequence[Key]
    references: Sequence[Reference]

    @cached_property
    def split(self) -> Sequence[Table]:
        """Every table with rows of an account, its own among them."""
        return sorted({*self.named, *self.without_account, "account"})

    @cached_property
    def without_account(self) -> Sequence[Table]:
        """Those that name no account themselves and refer to rows that do."""
        named = {*self.named, "account"}
        known = {*named, *self.loose}
        return sorted({r.table for r in self.references if r.target in named and r.table not in known})

    @cached_property
    def changing(self) -> Sequence[Reference]:
        """References from one row of an account to another that do not say it is the same account."""
        return [one for one in self.references if one.target in {*self.named} and one.table in self.split]

    @cached_property
    def dropped(self) -> Sequence[Reference]:
        """References of loose tables, which a table that stays whole cannot have to one that is split."""
        return [one for one in self.references if one.target in self.split and one.table in self.loose]

    @cached_property
    def lacking(self) -> Sequence[Key]:
        """Unique keys of such tables that do not hold the account."""
        ours = set(self.split) - {"account"}
        return [key for key in self.keys if key.table in ours and "account_id" not in key.columns]

    @cached_property
    def referred_outside(self) -> Sequence[Table]:
        """Tables beside all accounts that rows of an account refer to."""
        return sorted({r.target for r in self.references if r.table in self.split} - set(self.split))


def read_catalogue() -> Catalogue:
    """Of the database that Django is connected to."""
    columns = _rows(COLUMNS)
    keys = [Key(*row) for row in _rows(KEYS)]
    loose = [name for name, nullable in columns if nullable]
    named = [name for name, nullable in columns if not nullable]
    return Catalogue(named, loose, keys, [Reference(*row) for row in _rows(REFERENCES)])


def _rows(statement: str) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
