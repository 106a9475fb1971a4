"""A channel that breaks says so once, and once that it works again."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from time import monotonic
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth, Role
from guichet.sync import alerts
from guichet.sync.alerts import look_for_alerts
from tests.cast import Company, Player, company, player

WHY = "The key is refused; enter it again."


class Sink:
    """Keeps what it is given, as (recipient, subject, text)."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        text = mail.get_payload(decode=True)
        assert isinstance(text, bytes)
        assert mail["Auto-Submitted"] == "auto-generated"
        self.mails.append((envelope.rcpt_tos[0], str(mail["Subject"]), text.decode()))
        return "250 OK"

    def taken(self) -> list[tuple[str, str, str]]:
        """Since the last look."""
        taken, self.mails = self.mails, []
        return sorted(taken)


@pytest.fixture(scope="module")
def _server() -> Iterator[tuple[Sink, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield sink, port
    controller.stop()


@pytest.fixture
def sink(_server: tuple[Sink, int], settings: Any) -> Sink:
    """The outgoing server."""
    sink, port = _server
    settings.GUICHET_SMTP_URL = f"smtp://127.0.0.1:{port}"
    settings.GUICHET_MAIL_FROM = "Guichet <guichet@desk.example>"
    settings.GUICHET_BASE_URL = "https://desk.example"
    sink.taken()
    return sink


def channel_of(home: Company, number: int = 1, **given: object) -> Channel:
    """Read a moment ago."""
    now = timezone.now()
    usual = {"credentials": b"", "last_sync_at": now, "next_sync_at": now, "backfill_since": now}
    return Channel.objects.create(
        account=home.account, store=home.store, marketplace="mirakl-other", platform="MIRAKL",
        shop_key=str(number), **(usual | given),
    )  # fmt: skip


def change(channel: Channel, **given: object) -> None:
    """What a run would have written."""
    Channel.objects.filter(id=channel.pk).update(**given)


def test_it_is_said_once_and_once_when_it_works_again(
    sink: Sink, alice: Player, charlie: Player, rita: Player, lumen: Company
) -> None:
    player(lumen, "Maud", Role.MANAGER)
    player(lumen, "Otto", Role.MANAGER, only=lumen.other_store)
    player(company("Elsewhere"), "Bob")
    channel = channel_of(lumen, health=ChannelHealth.BLOCKED, health_message=WHY)
    look_for_alerts()
    told = sink.taken()
    assert [one[0] for one in told] == ["alice@example.com", "maud@example.com"]
    assert told[0][1].endswith("Atelier Lumen FR needs you")
    assert WHY in told[0][2]
    assert f"https://desk.example/channels/{channel.pk}" in told[0][2]
    look_for_alerts()
    change(channel, health=ChannelHealth.HEALTHY, health_message="")
    look_for_alerts()
    assert sink.taken() == []
    change(channel, last_sync_at=timezone.now())
    look_for_alerts()
    look_for_alerts()
    assert [(to, subject.endswith("works again")) for to, subject, _ in sink.taken()] == [
        ("alice@example.com", True), ("maud@example.com", True),
    ]  # fmt: skip


def test_three_silent_intervals_are_said_once_and_a_run_under_way_is_no_silence(
    sink: Sink, alice: Player, lumen: Company
) -> None:
    long_ago = timezone.now() - timedelta(minutes=16)
    silent = channel_of(
        lumen, last_sync_at=long_ago, failures=9, health=ChannelHealth.DEGRADED, health_message="No answer."
    )
    channel_of(lumen, 2, last_sync_at=long_ago, failures=9, held_until=timezone.now() + timedelta(minutes=1))
    channel_of(lumen, 3, last_sync_at=long_ago, failures=9, is_enabled=False)
    look_for_alerts()
    look_for_alerts()
    ((_, _, text),) = sink.taken()
    assert "have not been fetched for a while. No answer." in text
    assert str(silent.pk) in text


def test_a_worker_that_was_away_first_catches_up(
    sink: Sink, alice: Player, lumen: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = timezone.now() - timedelta(hours=9)
    channel_of(lumen, last_sync_at=long_ago, next_sync_at=long_ago)
    monkeypatch.setattr(alerts, "_began", monotonic())
    assert look_for_alerts() == 0
    monkeypatch.setattr(alerts, "_began", monotonic() - 3600)
    assert look_for_alerts() == 1
    assert len(sink.taken()) == 1


def test_many_break_in_one_mail_and_what_cannot_leave_is_said_later(
    sink: Sink, alice: Player, lumen: Company, settings: Any
) -> None:
    for number in range(3):
        channel_of(lumen, number, health=ChannelHealth.BLOCKED, health_message=WHY)
    reached, settings.GUICHET_SMTP_URL = settings.GUICHET_SMTP_URL, "smtp://127.0.0.1:9"
    look_for_alerts()
    settings.GUICHET_SMTP_URL = reached
    look_for_alerts()
    look_for_alerts()
    ((_, subject, text),) = sink.taken()
    assert subject == "3 marketplaces need you"
    assert text.count(WHY) == 3


def test_without_a_mail_server_it_is_said_in_the_log_once(
    alice: Player, lumen: Company, caplog: pytest.LogCaptureFixture
) -> None:
    channel = channel_of(lumen, health=ChannelHealth.BLOCKED, health_message=WHY)
    look_for_alerts()
    look_for_alerts()
    assert caplog.text.count(f"channel {channel.pk}: blocked") == 1
