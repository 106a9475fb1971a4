"""Faults to plant: each makes an installation ill in one way, inside the test's transaction where it can."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.sealing import seal
from guichet.checks import disk, server
from guichet.config.storage import s3_storage
from tests.cast import Company


class Ill:
    """An installation that something is wrong with."""

    def __init__(self, home: Company, settings: Any, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.home, self.settings, self.patch, self.folder = home, settings, patch, folder

    def sql(self, statement: str) -> None:
        """Planted right in the database."""
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def channel(self, **given: object) -> Channel:
        """A marketplace that is on, read a moment ago."""
        now = timezone.now()
        usual = {"credentials": seal({}), "last_sync_at": now, "next_sync_at": now, "backfill_since": now}
        return Channel.objects.create(
            account=self.home.account, store=self.home.store, marketplace="mirakl-other", platform="MIRAKL",
            shop_key="1", **(usual | given),
        )  # fmt: skip

    def worker(self) -> None:
        """A worker that lives."""
        self.sql("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def old_server(ill: Ill) -> None:
    ill.patch.setattr(server, "OLDEST", 990000)


def no_extension(ill: Ill) -> None:
    ill.sql("DROP EXTENSION unaccent CASCADE")


def behind(ill: Ill) -> None:
    ill.sql("DELETE FROM django_migrations WHERE app = 'sessions'")


def ahead(ill: Ill) -> None:
    ill.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('inbox', '9999_later', now())")


def no_wall(ill: Ill) -> None:
    ill.sql("ALTER ROLE guichet_app RENAME TO guichet_gone")


def full_disk(ill: Ill) -> None:
    ill.patch.setattr(disk, "LITTLE_BYTES", 10**18)


def no_files(ill: Ill) -> None:
    (ill.folder / "files").write_text("no folder")
    ill.settings.GUICHET_DATA_DIR = ill.folder


def wrong_clock(ill: Ill) -> None:
    ill.patch.setattr(timezone, "now", lambda: _now() + timedelta(seconds=40))


def other_keys(ill: Ill) -> None:
    ill.channel()
    ill.settings.SECRET_KEY = "another key than the one that sealed"


def no_worker(ill: Ill) -> None:
    ill.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) "
        "VALUES ('default', 'channel.sync', now() - interval '1 hour')"
    )


def stuck(ill: Ill) -> None:
    ill.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
        "VALUES ('default', 'channel.sync', 'doing')"
    )


def blocked(ill: Ill) -> None:
    ill.channel(health=ChannelHealth.BLOCKED, health_message="The key is refused; enter it again.")


def silent(ill: Ill) -> None:
    ill.worker()
    ill.channel(last_sync_at=timezone.now() - timedelta(hours=1))


def no_way_out(ill: Ill) -> None:
    ill.settings.GUICHET_SMTP_URL = f"smtp://127.0.0.1:{_closed_port()}"


def no_mail_domain(ill: Ill) -> None:
    ill.channel(inbound_address="abc@in.example.com")


def no_door(ill: Ill) -> None:
    ill.worker()
    ill.settings.GUICHET_MAIL_DOMAIN = "in.example.com"
    ill.settings.GUICHET_SMTP_LISTEN = ("127.0.0.1", _closed_port())


def other_door(ill: Ill) -> None:
    ill.settings.GUICHET_MAIL_DOMAIN = "in.example.com"
    ill.settings.GUICHET_SMTP_LISTEN = ("127.0.0.1", stranger().server_port)


def no_mailbox(ill: Ill) -> None:
    ill.settings.GUICHET_IMAP_URL = f"imap://desk:secret@127.0.0.1:{_closed_port()}/INBOX"


def other_site(ill: Ill) -> None:
    ill.settings.GUICHET_BASE_URL = f"http://127.0.0.1:{stranger().server_port}"


def base_url_with_path(ill: Ill) -> None:
    ill.settings.GUICHET_BASE_URL = "https://example.com/desk"


def no_bucket(ill: Ill) -> None:
    url = (
        f"s3://KEY:SECRET@b?endpoint=http://127.0.0.1:{stranger().server_port}&path_style=1&region=eu-west-3"
    )
    ill.settings.GUICHET_STORAGE_URL = url
    ill.settings.STORAGES = ill.settings.STORAGES | {"attachments": s3_storage(url)}


def no_scanner(ill: Ill) -> None:
    ill.settings.GUICHET_CLAMAV_URL = f"tcp://127.0.0.1:{_closed_port()}"


def no_backup(ill: Ill) -> None:
    ill.settings.GUICHET_BACKUP_DIR = ill.folder


class _Stranger(BaseHTTPRequestHandler):
    """Some other program: it forbids everything, politely."""

    def do_GET(self) -> None:
        self.send_response(403)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"no")

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


_strangers: list[HTTPServer] = []


def stranger() -> HTTPServer:
    """The server that is not ours; it also hangs up on whoever says nothing."""
    return _strangers[0]


@contextmanager
def a_stranger() -> Iterator[None]:
    """One for all faults that need it."""
    _Stranger.timeout = 0.2
    with HTTPServer(("127.0.0.1", 0), _Stranger) as running:
        _strangers[:] = [running]
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield
        running.shutdown()
        thread.join()


_now = timezone.now


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
