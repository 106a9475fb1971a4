"""How many webhooks one worker sends in a minute, beside a dead receiver, and what they cost an ingest.

python -m bench.webhooks [--events 4000]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

from bench.house import _set_environment as set_environment

PAGE = 500
TIMES = 12
ROWS = """
WITH made AS (
    INSERT INTO discussion (id, account_id, store_id, channel_id, marketplace, marketplace_discussion_id,
        type,
        status, is_read, subject, snippet, participants, possible_recipients, recipient_kinds,
        message_count, marketplace_message_count, last_message_at, created_at,
        updated_at)
    SELECT gen_random_uuid(), %(account)s, %(store)s, %(channel)s, 'mirakl-other', 't-' || n, 'ORDER', 'OPEN',
        false, 'Où est ma lampe ?', '', '[]', '[]', '{}', 5, 5, now(), now(), now()
    FROM generate_series(1, %(count)s) n
    RETURNING id)
SELECT id FROM made
"""
SAID = """
INSERT INTO message (id, account_id, discussion_id, author_kind, author_name, recipients, body, sent_at,
    created_at, delivery, checks)
SELECT gen_random_uuid(), account_id, id, 'CUSTOMER', 'Lina', '{}', repeat('Bonjour. ', 30), now(), now(),
    'RECEIVED', 0 FROM discussion WHERE channel_id = %s LIMIT %s
"""


class Receiver(BaseHTTPRequestHandler):
    """Takes everything, after its server's pause."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """204."""
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.pause)  # type: ignore[attr-defined]
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def receiver(pause: float) -> Iterator[str]:
    """The address of one that answers after so many seconds."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads = True
    server.pause = pause  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=4000)
    events: int = parser.parse_args().events
    with tempfile.TemporaryDirectory(prefix="guichet-bench-", ignore_cleanup_errors=True) as folder:
        set_environment(Path(folder))
        os.environ["GUICHET_SYNC_INTERVAL"] = "86400"
        from guichet.config.starting import ready

        with ready():
            _measure(events)


def _measure(events: int) -> None:
    from django.db import connection

    from guichet.accounts.models import Account, Channel, Store
    from guichet.accounts.scope import everywhere

    with everywhere("a benchmark has the database to itself"):
        account = Account.objects.create(name="Bench")
        store = Store.objects.create(account=account, name="Bench")
        channel = Channel.objects.create(
            account=account, store=store, marketplace="mirakl-other", platform="MIRAKL", shop_key="1",
            credentials=b"", is_enabled=False, backfill_since="2026-01-01T00:00:00Z",
        )  # fmt: skip
        with connection.cursor() as cursor:
            given: dict[str, Any] = {
                "account": account.pk,
                "store": store.pk,
                "channel": channel.pk,
                "count": events,
            }
            cursor.execute(ROWS, given)
            _ingest(cursor, channel.pk)
            with receiver(0) as quick, receiver(0.1) as slow, receiver(600) as dead:
                for url in (quick, slow, dead):
                    _hook(account.pk, url)
                cursor.execute("TRUNCATE webhook_delivery")
                cursor.execute(SAID, [channel.pk, events])
                _deliver({quick: "at once", slow: "in 100 ms", dead: "never"})


def _ingest(cursor: Any, channel: UUID) -> None:
    """A page of 500 messages: without the triggers, with nobody listening, with one who does."""
    for words, before in (
        ("without triggers", "ALTER TABLE message DISABLE TRIGGER message_told"),
        ("nobody listens", "ALTER TABLE message ENABLE TRIGGER message_told"),
        ("one webhook", None),
    ):
        hook = None
        if before is None:
            cursor.execute("SELECT account_id FROM channel WHERE id = %s", [channel])
            hook = _hook(cursor.fetchone()[0], "http://127.0.0.1:9/")
        else:
            cursor.execute(before)
        spent = []
        for _ in range(TIMES):
            started = time.perf_counter()
            cursor.execute(SAID, [channel, PAGE])
            spent.append(time.perf_counter() - started)
        if hook is not None:
            cursor.execute("DELETE FROM webhook_delivery; DELETE FROM webhook")
        print(f"insert of {PAGE} messages, {words}: {sorted(spent)[TIMES // 2] * 1000:.1f} ms", flush=True)


def _hook(account: UUID, url: str) -> Any:
    from guichet.accounts.sealing import seal
    from guichet.events.models import Webhook
    from guichet.events.secrets import new_secret

    return Webhook.objects.create(account_id=account, url=url, secrets=seal({"secret": new_secret()}))


def _deliver(urls: dict[str, str]) -> None:
    """One worker as a process; the time until each receiver that answers has all."""
    from guichet.events.models import Webhook, WebhookDelivery

    rows = WebhookDelivery.objects
    hooks = {Webhook.objects.get(url=url): words for url, words in urls.items()}
    total = rows.filter(webhook__in=hooks).count() // len(hooks)
    started = time.monotonic()
    worker = subprocess.Popen([sys.executable, "-m", "guichet", "worker"])
    try:
        open_ones = {hook for hook, words in hooks.items() if words != "never"}
        while open_ones:
            time.sleep(0.2)
            for hook in list(open_ones):
                if not rows.filter(webhook=hook, state="WAITING").exists():
                    spent = time.monotonic() - started
                    rate = f"{total / spent * 60:,.0f} a minute"
                    print(f"{total} to one that answers {hooks[hook]}: {spent:.1f} s with the start, {rate}")
                    open_ones.discard(hook)
    finally:
        worker.terminate()
        worker.wait(20)


if __name__ == "__main__":
    main()
