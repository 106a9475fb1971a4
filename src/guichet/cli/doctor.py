"""`guichet doctor`."""

import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import psycopg

from guichet.config.embedded.programs import ProgramError
from guichet.config.environment import BadEnvironmentError, Environment, read_environment
from guichet.config.starting import database

if TYPE_CHECKING:
    from guichet.checks.finding import Finding

MARKS = {"fine": "✓", "advice": "!", "mend": "✗"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for machines.")
def command(as_json: bool) -> None:
    """Check the installation and say what to mend; changes nothing.

    ✓ is in order, ! is advice, ✗ is to be mended. Exits with 1 when something is to be mended, else with 0.
    """
    findings: list[Finding] = []
    for finding in diagnose():
        findings.append(finding)
        if not as_json:
            click.echo(f"{MARKS[finding.level]} {finding.sentence}")
    is_well = all(finding.level != "mend" for finding in findings)
    if as_json:
        told = [{"check": f.check, "level": f.level.value, "sentence": f.sentence} for f in findings]
        click.echo(json.dumps({"ok": is_well, "findings": told}, ensure_ascii=False))
    if not is_well:
        sys.exit(1)


def diagnose() -> "Iterator[Finding]":
    """The variables first, then the database, then all that either allows."""
    from guichet.checks.finding import mend

    try:
        environment = read_environment()
    except BadEnvironmentError as error:
        yield mend("environment", str(error))
        return
    if environment.database_url is None and not _was_started(environment):
        yield from _without_database(environment)
        return
    try:
        with database():
            yield from _with_database()
    except (ProgramError, BadEnvironmentError) as error:
        yield mend("database", str(error))


def _was_started(environment: Environment) -> bool:
    return (environment.data_dir / "postgres" / "PG_VERSION").exists()


def _without_database(environment: Environment) -> "Iterator[Finding]":
    from guichet.checks.finding import advise

    yield advise(
        "database",
        f"Nothing is installed in {environment.data_dir} yet: `guichet serve` or `guichet bootstrap` begins.",
    )
    yield from _run("NOTHING")


def _with_database() -> "Iterator[Finding]":
    from guichet.checks.finding import mend

    problem = connection_problem()
    if problem is not None:
        yield mend("database", problem)
        yield from _run("NOTHING")
        return
    yield from _run("SCHEMA")


def connection_problem() -> str | None:
    """Why the database cannot be reached, in libpq's own words, which name no password; None where it can."""
    try:
        psycopg.connect(os.environ["GUICHET_DATABASE_URL"], connect_timeout=10).close()
    except psycopg.Error as error:
        said = str(error).strip().splitlines()
        return (
            f"The database does not answer ({said[0] if said else type(error).__name__}): start it, or "
            "correct GUICHET_DATABASE_URL."
        )
    return None


def _run(has: str) -> "Iterator[Finding]":
    """With Django on top, and as little of the database as is there."""
    import django

    django.setup()
    from django.db import connections

    from guichet.accounts.scope import everywhere
    from guichet.checks.run import Needs, run
    from guichet.checks.schema import has_schema

    there = Needs.NOTHING
    with everywhere("the doctor looks at the whole installation"):
        if has == "SCHEMA":
            there = Needs.DATABASE | Needs.SCHEMA if has_schema() else Needs.DATABASE
        yield from run(has=there)
    connections.close_all()
