"""`python -m bench.mail`: sender, receiver, worker and database, from the first mail to the last one read."""

import argparse
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.mail.mails import mails

AUTHSERV_ID = "mx.rehearsal.example"
NOTE = (
    "`python -m bench.mail --count {count}`: a sending process with {sessions} SMTP sessions, "
    "`guichet mail`, `guichet worker` and PostgreSQL share the machine. Mails of 3 kB, one in five with a "
    "PDF of 20 kB, three about each order, believed by our mail server's results. Received: all have their "
    "250, each stored and committed before. Threaded: all are messages in their discussions. CPU: what each "
    "part spent on a mail, in ms, its own start included."
)


def main() -> None:
    """Set up an installation of its own, send, wait until all is read, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.mail")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=8)
    parser.add_argument("--write", action="store_true", help="put the table into bench/results.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="guichet-mails-", ignore_cleanup_errors=True) as folder:
        port = _set_environment(Path(folder))
        from guichet.config.starting import ready

        with ready():
            from bench.mail.measured import measured
            from bench.report.machine import stamp, state

            before = state()
            inbound = _channel()
            path = Path(folder) / "mails"
            _write(path, options.count, inbound)
            with _part("mail") as receiver, _part("worker") as worker:
                _wait_for(port)
                send = [sys.executable, "-m", "bench.mail.sender", str(port), inbound, str(path)]
                table = measured([*send, str(options.sessions)], options.count, [receiver, worker])
            from bench.report.results import write_section

            table.note = NOTE.format(count=options.count, sessions=options.sessions)
            table.stamp = stamp(before)
            print(table.text())
            if options.write:
                write_section("Mail", [table])


def _set_environment(folder: Path) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    os.environ.pop("GUICHET_DATABASE_URL", None)
    os.environ |= {
        "GUICHET_DATA_DIR": str(folder),
        "GUICHET_SECRET_KEY": "a key for benchmarks only, long enough to be one",
        "GUICHET_MAIL_DOMAIN": "in.example.org",
        "GUICHET_MAIL_AUTHSERV_ID": AUTHSERV_ID,
        "GUICHET_SMTP_LISTEN": f"127.0.0.1:{port}",
    }
    return port


def _channel() -> str:
    """A seller with Amazon France; where its mail goes."""
    from guichet.accounts.actions.bootstrap import bootstrap
    from guichet.accounts.models import Member
    from guichet.accounts.queries.viewer import viewer_of_member
    from guichet.sync.activate import activate_channel

    made = bootstrap("Atelier Lumen", "Lumen FR", "alice@example.com", "correct horse battery staple")
    viewer = viewer_of_member(Member.objects.select_related("person").get())
    given = {"senderEmail": "support@lumen.example"}
    return activate_channel(viewer, made.store_id, "amazon-fr", given).inbound_address


def _write(path: Path, count: int, inbound: str) -> None:
    with path.open("wb") as file:
        for mail in mails(count, inbound, AUTHSERV_ID):
            file.write(struct.pack(">I", len(mail)) + mail)


@contextmanager
def _part(name: str) -> Iterator[int]:
    """A part of the product in its own process; its id."""
    process = subprocess.Popen(
        [sys.executable, "-m", "guichet", name], env=os.environ | {"GUICHET_SUPERVISED": str(os.getpid())}
    )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("`guichet mail` does not listen; its own lines above say why.")


if __name__ == "__main__":
    main()
