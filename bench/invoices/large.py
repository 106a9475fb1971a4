"""A large attachment, from the marketplace to the disk and from there to a browser."""

import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

from bench.invoices.marketplace import Marketplace
from bench.measure.memory import memory_of
from bench.report.table import Table
from bench.web import Web
from guichet.accounts.models import Channel
from guichet.inbox.links import signed_path
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.outbox import wake_sync

LARGE, SMALL = 25_000_000, 100_000
PIECE = 64 * 1024
PATIENCE = 60.0
NOTE = (
    "25 MB of random bytes as an attachment: in, fetched by the worker from a rehearsal Mirakl over HTTP and "
    "kept in the local folder; out, downloaded by its signed link from `guichet web` (granian). More memory: "
    "the highest that the process had meanwhile (VmHWM, set back before), above what it had before, in MB of "
    "10^6 bytes, after a first small file. The aim is less than 30."
)


def streamed(there: Marketplace, channel: Channel, web: Web, worker: int) -> Table:
    """One row in, one row out."""
    table = Table("A large attachment", NOTE, ("way", "seconds", "more memory"))

    def fetch(size: int) -> Attachment:
        there.send_file(size)
        wake_sync(channel.pk)
        return _stored(size)

    small = fetch(SMALL)
    table.rows.append(["in", *_weighed(worker, lambda: fetch(LARGE))])
    large = Attachment.objects.get(size_bytes=LARGE)
    (server,) = web.processes()
    _download(web, small)
    table.rows.append(["out", *_weighed(server, lambda: _download(web, large))])
    return table


def _weighed(pid: int, work: Callable[[], object]) -> tuple[str, str]:
    # proc(5): 5 sets the highest resident size back to the present one.
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before, started = memory_of(pid).resident, time.monotonic()
    work()
    return f"{time.monotonic() - started:.2f}", f"{memory_of(pid).peak - before:.1f}"


def _stored(size: int) -> Attachment:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = Attachment.objects.filter(size_bytes=size, state=AttachmentState.STORED).first()
        if found is not None:
            return found
        time.sleep(0.02)
    raise SystemExit(f"the attachment of {size} bytes did not arrive")


def _download(web: Web, file: Attachment) -> None:
    connection = HTTPConnection("127.0.0.1", web.port, timeout=PATIENCE)
    try:
        connection.request("GET", signed_path(file.pk))
        response, length = connection.getresponse(), 0
        while piece := response.read(PIECE):
            length += len(piece)
        if (response.status, length) != (200, file.size_bytes):
            raise SystemExit(f"the download gave {response.status} with {length} bytes")
    finally:
        connection.close()
