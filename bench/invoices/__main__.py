"""`python -m bench.invoices`: an installation of its own, with two workers and a web process."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLICKS = 150


def main() -> None:
    """Set up, measure, print, and keep where `--write` asks for it."""
    parser = argparse.ArgumentParser(prog="python -m bench.invoices")
    parser.add_argument("--count", type=int, default=1_000, help="invoices of the batch (1000)")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/results.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guichet-papers-", ignore_cleanup_errors=True) as folder:
        _set_environment(Path(folder))
        from guichet.config.starting import ready

        with ready():
            _measure(options.count, write=options.write)


def _measure(count: int, *, write: bool) -> None:
    from bench.invoices.batch import drawn
    from bench.invoices.clicks import clicked
    from bench.invoices.large import streamed
    from bench.invoices.marketplace import marketplace
    from bench.invoices.seller import Seller, asked_for, orders_of, settle
    from bench.report.machine import stamp, state
    from bench.report.results import write_section
    from bench.web import web_process
    from guichet.sync.activate import activate_channel

    before = state()
    seller = Seller()
    with marketplace() as there, web_process(1) as web:
        channel = activate_channel(seller.viewer, seller.store_id, "mirakl-leroymerlin", there.credentials)
        tables = [clicked(web, seller.token, asked_for(channel, CLICKS))]
        settle()
        with _worker() as one:
            tables.append(streamed(there, channel, web, one))
            with _worker() as other:
                tables.append(drawn(seller.viewer, orders_of(channel, count), [one, other]))
    for table in tables:
        table.stamp = stamp(before)
        print(table.text())
    if write:
        write_section("Invoices and attachments", tables)


def _set_environment(folder: Path) -> None:
    os.environ.pop("GUICHET_DATABASE_URL", None)
    os.environ |= {
        "GUICHET_DATA_DIR": str(folder),
        "GUICHET_ALLOW_PRIVATE_HOSTS": "1",
        "GUICHET_SECRET_KEY": "a key for benchmarks only, long enough to be one",
    }


@contextmanager
def _worker() -> Iterator[int]:
    """A worker in its own process; its id."""
    command = [sys.executable, "-m", "guichet", "worker"]
    process = subprocess.Popen(command, env=os.environ | {"GUICHET_SUPERVISED": str(os.getpid())})
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    main()
