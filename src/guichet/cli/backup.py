"""`guichet backup`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click
import django

from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import Lock, lock_for
from guichet.config.backup.nightly import drop_old, nightly_file, nightly_lock
from guichet.config.backup.progress import in_words
from guichet.config.environment import read_environment
from guichet.config.starting import database

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE, required=False)
@click.option("--key", type=FILE, help="A file with the age key that locks it; FILE.key by default.")
@click.option("--without-attachments", is_flag=True, help="For a bucket that has a backup of its own.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--nightly", is_flag=True, help="Into GUICHET_BACKUP_DIR under the date; old ones go.")
def command(
    file: Path | None, key: Path | None, without_attachments: bool, force: bool, nightly: bool
) -> None:
    """One encrypted file with database, attachments and keys; Guichet may run meanwhile.

    It is an age file (https://age-encryption.org) with a tar inside. The key is --key, or GUICHET_BACKUP_KEY
    (the half that begins with age1 is enough), or else FILE.key, which is made when it is missing.
    """
    if nightly == (file is not None):
        raise click.UsageError("Name a FILE, or say --nightly.")
    try:
        with database() as url:
            django.setup()
            target, lock = _nightly() if file is None else (file.absolute(), lock_for(file.absolute(), key))
            _make(url, target, lock, attachments=not without_attachments, force=force)
            if nightly:
                drop_old(read_environment())
    except BackupError as error:
        raise click.ClickException(str(error)) from error


def _make(url: str, file: Path, lock: Lock, *, attachments: bool, force: bool) -> None:
    from guichet.config.backup.make import make_backup
    from guichet.config.backup.record import note_backup

    made = make_backup(file, url, read_environment(), lock, attachments=attachments, force=force)
    note_backup(url, made.manifest.made_at, file.name)
    with_files = f"{made.end.attachments} attachments" if attachments else "no attachments"
    click.echo(f"{file}: {in_words(made.size)}, {sum(made.manifest.tables.values())} rows, {with_files}.")
    if lost := [*made.end.missing, *made.end.damaged]:
        click.echo(f"{len(lost)} attachments could not be read where they are kept; their rows are in it.")
    if lock.made:
        click.echo(f"Its key is {lock.made}. Without it nobody opens the backup: keep the two apart.")


def _nightly() -> tuple[Path, Lock]:
    environment = read_environment()
    return nightly_file(environment, datetime.now(UTC)), nightly_lock(environment, dict(os.environ))
