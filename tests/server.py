"""One embedded PostgreSQL for the whole test run, started before any Django setting is read."""

import atexit
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from guichet.config.embedded import EmbeddedPostgres
from guichet.config.embedded.files import SETTINGS

# The server is thrown away with the run: nothing needs to be on the disk for certain.
UNSAFE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # Every emptied table looks through all of it.
    "shared_buffers": "256MB",
}
_running = ExitStack()
# Also when the run ends before it is configured, by an error in a conftest for one.
atexit.register(_running.close)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Runs ahead of pytest-django; the workers of pytest-xdist inherit the environment."""
    _keep_bytecode()
    if "GUICHET_TEST_SERVER" not in os.environ:
        _start_server()
    os.environ["GUICHET_DATABASE_URL"] = os.environ["GUICHET_TEST_SERVER"]
    return (yield)


def _keep_bytecode() -> None:
    """Stories start a hundred processes; without it, each would compile all of Guichet by itself."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _start_server() -> None:
    SETTINGS.update(UNSAFE)
    folder = _running.enter_context(
        tempfile.TemporaryDirectory(prefix="guichet-test-", ignore_cleanup_errors=True)
    )
    os.environ["GUICHET_DATA_DIR"] = folder
    os.environ["GUICHET_ALLOW_PRIVATE_HOSTS"] = "1"
    # Tests ask faster than anybody; those of the limits set their own.
    os.environ["GUICHET_API_REQUESTS_PER_MINUTE"] = "1000000"
    os.environ["GUICHET_API_NODES_PER_MINUTE"] = "1000000000"
    os.environ["GUICHET_SECRET_KEY"] = "a key for tests only, long enough to be one"
    os.environ["GUICHET_TEST_SERVER"] = _running.enter_context(EmbeddedPostgres(Path(folder)).running())
