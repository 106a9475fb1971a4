"""Prints what would change before PostgreSQL is split by account: `python -m tools.distribute > split.sql`.

A table split by `account_id` (Citus: distribution column) takes only keys and foreign keys that hold that
column (https://docs.citusdata.com/en/stable/develop/reference_ddl.html). Our rows name their account, our
keys do not all. Read from the database itself (GUICHET_DATABASE_URL, or the embedded one), so that it is
never behind the migrations. docs/growth.md says when this is worth it and what else it takes.
"""

import os
import sys
from collections.abc import Iterator, Sequence

from tools.distribution.catalogue import Catalogue, Key, Reference, Table, read_catalogue


def main() -> None:
    """To standard output; the last part needs Citus, the others any PostgreSQL."""
    from guichet.config.starting import ready

    with ready():
        catalogue = read_catalogue()
    local, citus = local_statements(catalogue), citus_statements(catalogue)
    sys.stdout.writelines(f"{one};\n" for one in ("BEGIN", *local, "COMMIT", *citus))


def local_statements(catalogue: Catalogue) -> Sequence[str]:
    """In their order: accounts where they are missing, then keys, then what refers to them."""
    gone = [*catalogue.changing, *catalogue.dropped]
    return [
        *(text for table in catalogue.without_account for text in _name_account(catalogue, table)),
        *(f"ALTER TABLE {one.table} DROP CONSTRAINT {one.name}" for one in gone),
        *(text for key in catalogue.lacking for text in _with_account(key)),
        *map(_refer, catalogue.changing),
    ]


def citus_statements(catalogue: Catalogue) -> Sequence[str]:
    """People belong to several accounts and are small: they are copied to every node."""
    split = [name for name in catalogue.split if name != "account"]
    return [
        *(f"SELECT create_reference_table('{name}')" for name in catalogue.referred_outside),
        "SELECT create_distributed_table('account', 'id')",
        *(f"SELECT create_distributed_table('{n}', 'account_id', colocate_with => 'account')" for n in split),
    ]


def _name_account(catalogue: Catalogue, table: Table) -> Iterator[str]:
    """By the first row that it refers to."""
    owner = next(one for one in catalogue.changing if one.table == table)
    yield f"ALTER TABLE {table} ADD COLUMN account_id uuid REFERENCES account (id)"
    is_owner = f"owner.{owner.target_column} = {table}.{owner.column}"
    # Names come from the catalogue, never from a person.
    yield f"UPDATE {table} SET account_id = owner.account_id FROM {owner.target} owner WHERE {is_owner}"  # noqa: S608
    yield f"ALTER TABLE {table} ALTER COLUMN account_id SET NOT NULL"


def _with_account(key: Key) -> Iterator[str]:
    """The same key with the account before its columns; an index keeps its expressions and its condition."""
    columns = ", ".join(("account_id", *key.columns))
    if key.constraint:
        kind = "PRIMARY KEY" if key.is_primary else "UNIQUE"
        yield f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}"
        yield f"ALTER TABLE {key.table} ADD CONSTRAINT {key.name} {kind} ({columns})"
        return
    yield f"DROP INDEX {key.name}"
    yield key.definition.replace(" USING btree (", " USING btree (account_id, ", 1)


def _refer(one: Reference) -> str:
    return (
        f"ALTER TABLE {one.table} ADD CONSTRAINT {one.name} FOREIGN KEY (account_id, {one.column}) "
        f"REFERENCES {one.target} (account_id, {one.target_column}) DEFERRABLE INITIALLY DEFERRED"
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
    main()
