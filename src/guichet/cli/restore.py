"""`guichet restore`."""

from collections.abc import Iterator
from pathlib import Path

import click

from guichet.config.backup.errors import BackupError
from guichet.config.backup.keys import identity_for

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--key", type=FILE, help="A file with the age key that opens it; FILE.key by default.")
def command(file: Path, key: Path | None) -> None:
    """Bring back what `guichet backup` wrote, into an empty installation; any other is refused untouched.

    Start nothing before it has ended. What was about to leave when the backup was made waits for a person,
    and
    so do the numbers of invoices: what happened since, only people know.
    """
    from guichet.config.backup.restore import restore

    path = file.absolute()
    if not path.exists():
        raise click.ClickException(f"There is no file {path}.")
    try:
        restored = restore(path, identity_for(path, key))
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    for line in _receipt(restored):
        click.echo(line)


def _receipt(restored: "object") -> Iterator[str]:
    from guichet.config.backup.restore import Restored

    assert isinstance(restored, Restored)  # noqa: S101
    manifest, held = restored.contents.manifest, restored.held
    yield f"Restored as of {manifest.made_at} (Guichet {manifest.guichet})."
    rows, files = sum(manifest.tables.values()), restored.contents.end.attachments
    yield f"{rows} rows in {len(manifest.tables)} tables and {files} attachments, all as the backup says."
    if held.replies:
        yield f"{held.replies} replies were on their way: they are under failed; send or take back each."
    if held.checked:
        yield f"{held.checked} replies were just being sent: Guichet looks for them at the marketplaces."
    for store, prefix, last in held.series:
        yield f"{store}: the series {prefix} stands at {last}."
    if held.series:
        yield "No store numbers invoices before you say where its series go on: guichet invoices resume"
    yield "Tokens that were revoked and people who were removed since are back: look through them."
    yield from restored.notes
