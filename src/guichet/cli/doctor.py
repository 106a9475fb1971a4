"""`guichet doctor`."""

import shutil
import sys
from collections.abc import Iterator

import click

from guichet.config.starting import ready

LITTLE_SPACE = 1_000_000_000
MIN_POSTGRES = 140000


@click.command("doctor")
def command() -> None:
    """Check the installation; exit 1 when something is to be mended."""
    with ready():
        problems = list(_problems())
    for problem in problems:
        click.echo(f"✗ {problem}")
    if problems:
        sys.exit(1)
    click.echo("✓ Everything checked is in order: database, extensions, keys, disk.")


def _problems() -> Iterator[str]:
    yield from _database_problems()
    yield from _key_problems()
    yield from _disk_problems()


def _database_problems() -> Iterator[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, lower('ÉÖŁ')")
        version, folded = cursor.fetchone()
    if version < MIN_POSTGRES:
        yield "PostgreSQL is older than 14: upgrade the server."
    if folded != "éöł":
        yield (
            "The database does not fold the case of accented letters: create it with a Unicode locale "
            "(CREATE DATABASE … LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0)."
        )


def _key_problems() -> Iterator[str]:
    from guichet.accounts.models import Channel
    from guichet.accounts.sealing import SealBrokenError, unseal

    for channel in Channel.objects.all():
        try:
            unseal(bytes(channel.credentials))
        except SealBrokenError as error:
            yield f"Channel {channel.pk} ({channel.marketplace}): {error}"


def _disk_problems() -> Iterator[str]:
    from django.conf import settings

    free = shutil.disk_usage(settings.GUICHET_DATA_DIR).free
    if free < LITTLE_SPACE:
        yield f"Only {free // 1_000_000} MB are free in {settings.GUICHET_DATA_DIR}: make room."
