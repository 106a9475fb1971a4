"""A restore that was cut short must not be started as if it were whole."""

from pathlib import Path

from guichet.config.environment import BadEnvironmentError

FOLDER_MARK = "restore.unfinished"
DATABASE_MARK = "guichet_unfinished_restore"
SENTENCE = (
    "An unfinished restore is here, in {where}: run `guichet restore FILE` again, which begins anew, or "
    "remove it "
    "and start empty."
)


def must_be_finished(folder: Path) -> None:
    """BadEnvironmentError where a restore into this data folder has not ended."""
    if (folder / FOLDER_MARK).exists():
        raise BadEnvironmentError(SENTENCE.format(where=folder))


def database_must_be_finished() -> None:
    """The same of Django's database, which other machines may share."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [DATABASE_MARK])
        if cursor.fetchone() != (None,):
            raise BadEnvironmentError(SENTENCE.format(where="the database"))
