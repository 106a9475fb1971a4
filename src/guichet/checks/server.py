"""The PostgreSQL server: its version, its extensions, how it folds letters."""

from collections.abc import Iterator

from django.db import connection

from guichet.checks.finding import Finding, fine, mend

OLDEST = 140000
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
ASKED = "SELECT current_setting('server_version_num')::int, lower('ÉÖŁ')"
MISSING = """
SELECT name FROM unnest(%s::text[]) AS wanted(name)
WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = name)
    AND (%s OR NOT EXISTS (SELECT FROM pg_available_extensions available WHERE available.name = wanted.name))
"""


def check_server(has_schema: bool = True) -> Iterator[Finding]:
    """An empty database needs the extensions to be at hand; one with our tables has to have them."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        version, folded = cursor.fetchone()
        cursor.execute(MISSING, [list(EXTENSIONS), has_schema])
        missing = [name for (name,) in cursor.fetchall()]
    problems = [*_version(version), *_folding(folded), *_extensions(missing)]
    yield from problems
    if not problems:
        yield fine("database", f"PostgreSQL {version // 10000} answers, with its extensions.")


def _version(version: int) -> Iterator[Finding]:
    if version < OLDEST:
        yield mend("database", "PostgreSQL is older than 14: upgrade the server.")


def _folding(folded: str) -> Iterator[Finding]:
    if folded != "éöł":
        yield mend(
            "collation",
            "The database does not fold the case of accented letters: create it with a Unicode locale "
            "(CREATE DATABASE … LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0).",
        )


def _extensions(missing: list[str]) -> Iterator[Finding]:
    if missing:
        make = "; ".join(f"CREATE EXTENSION {name}" for name in missing)
        yield mend(
            "extensions",
            f"The database lacks the extension {' and '.join(missing)}: install postgresql-contrib on its "
            f"server, and run as its superuser: {make}.",
        )
