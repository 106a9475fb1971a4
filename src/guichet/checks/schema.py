"""Whether the tables are those of this version."""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from guichet.checks.finding import Finding, advise, fine, mend


def has_schema() -> bool:
    """Whether the database was ever set up."""
    return "django_migrations" in connection.introspection.table_names()


def check_schema() -> Iterator[Finding]:
    """Behind, ahead, or as it should be; nothing is changed."""
    if not has_schema():
        yield advise("schema", _("The database is empty: `guichet serve` or `guichet migrate` sets it up."))
        return
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        says = _("The tables are of an older version (steps to go: %(steps)s): run `guichet migrate`.")
        yield mend("schema", says % {"steps": behind})
    elif _unknown(executor):
        yield mend(
            "schema",
            _("The database was changed by a newer version of Guichet: install that version again."),
        )
    else:
        yield fine("schema", _("The tables are those of this version."))


def _unknown(executor: MigrationExecutor) -> bool:
    """Whether migrations of ours were applied that this version does not have."""
    known = executor.loader.disk_migrations or {}
    ours = {app for app, _name in known}
    return any(key not in known and key[0] in ours for key in executor.loader.applied_migrations)
