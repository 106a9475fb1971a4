"""`guichet drill`."""

import os
from datetime import datetime
from pathlib import Path

import click

from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import VARIABLE, beside, identity_for
from guichet.config.environment import read_environment
from guichet.config.starting import ready

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("drill")
@click.argument("file", type=FILE, required=False)
@click.option("--key", type=FILE, help="A file with the age key that opens it.")
def command(file: Path | None, key: Path | None) -> None:
    """Restore a backup into a scratch database, compare it, and drop it; exit 1 when it is not complete.

    FILE is the newest in GUICHET_BACKUP_DIR unless one is named. The Health page shows when this was last
    green.
    """
    with ready():
        path = file
        try:
            path = _newest() if file is None else file.absolute()
            moment, rows = _drilled(path, key)
        except BackupError as error:
            _note(path, None, str(error))
            raise click.ClickException(str(error)) from error
        _note(path, moment, "")
        click.echo(
            f"{path} of {moment:%Y-%m-%d %H:%M} UTC can be restored: {rows} rows, as when it was made."
        )


def _drilled(path: Path, key: Path | None) -> tuple[datetime, int]:
    from guichet.config.backup.drill import drill, made_at

    url = os.environ["GUICHET_DATABASE_URL"]
    contents = drill(path, identity_for(path, key or _own_key(path)), url)
    return made_at(contents), sum(contents.manifest.tables.values())


def _newest() -> Path:
    from guichet.config.backup.nightly import newest

    return newest(read_environment())


def _own_key(path: Path) -> Path | None:
    """The key of nightly backups lies in the data folder."""
    from guichet.config.backup.nightly import key_of_data

    kept = key_of_data(read_environment())
    return kept if kept.exists() and not os.environ.get(VARIABLE) and not beside(path).exists() else None


def _note(path: Path | None, moment: datetime | None, problem: str) -> None:
    from django.utils import timezone

    from guichet.checks.models import BackupRun, BackupRunKind

    BackupRun.objects.create(
        kind=BackupRunKind.DRILL,
        ended_at=timezone.now(),
        made_at=moment,
        file_name=path.name if path else "",
        is_green=not problem,
        problem=problem,
    )
