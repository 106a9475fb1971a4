"""A database server of the benchmark's own, loaded once and used by every measure."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.data.world import World, kept_world
from bench.options import Options

HOUR = 3600


@contextmanager
def furnished(options: Options) -> Iterator[World]:
    """A running server with the data in it, and Django on top; a folder that was named is kept."""
    with _folder(options.data_dir) as folder:
        _set_environment(folder)
        from guichet.config.starting import ready

        with ready():
            yield kept_or_loaded(folder, options)


def kept_or_loaded(folder: Path, options: Options) -> World:
    """The world of a folder, loaded now unless it is there; SystemExit where it is another one."""
    from guichet.accounts.models import Account

    kept = kept_world(folder)
    if kept is not None and (kept.size, kept.copies, kept.seed) == (
        options.size,
        options.copies,
        options.seed,
    ):
        return kept
    if Account.objects.exists():
        raise SystemExit(f"{folder} holds other data: name an empty folder, or leave --data-dir out.")
    return _loaded(folder, options)


def _loaded(folder: Path, options: Options) -> World:
    from django.db import connection

    from bench.data.load import load

    world = load(options.size, options.seed, time.time() // HOUR * HOUR, copies=options.copies)
    print("cleaning up after the load", flush=True)
    with connection.cursor() as cursor:
        # Sets the visibility map, as autovacuum will have done in a database that is in use.
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    world.keep(folder)
    return world


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    if named is not None:
        named.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield named.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="guichet-bench-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def _set_environment(folder: Path) -> None:
    """Before any Django setting is read: nothing of the person's own installation is touched."""
    os.environ.pop("GUICHET_DATABASE_URL", None)
    os.environ["GUICHET_DATA_DIR"] = str(folder)
    os.environ["GUICHET_ALLOW_PRIVATE_HOSTS"] = "1"
    # Counted as everywhere, and never refused.
    os.environ["GUICHET_API_REQUESTS_PER_MINUTE"] = "1000000"
    os.environ["GUICHET_API_NODES_PER_MINUTE"] = "1000000000"
    os.environ["GUICHET_SECRET_KEY"] = "a key for benchmarks only, long enough to be one"  # noqa: S105
