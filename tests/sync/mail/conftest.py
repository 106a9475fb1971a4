"""An Amazon channel, the marketplace behind it, and an outgoing server that reaches it."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from guichet.accounts.models import Channel
from guichet.sync.activate import activate_channel
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.receive import inbound_channel, keep_mail
from sandbox.amazon import RehearsalAmazon
from sandbox.mail import MailPeer, RunningPeer, listen
from tests.cast import Company, Player

SENDER = "support@lumen.example"


class Amazon(RehearsalAmazon):
    """Brings its mails to our door without a wire; the wire has tests of its own."""

    def carry(self, sender: str, mail: bytes) -> None:
        channel = inbound_channel(self.inbound)
        assert channel is not None
        keep_mail(channel, mail, sender)
        ingest_mails(channel.pk)


@pytest.fixture
def outgoing(settings: LazySettings) -> Iterator[RunningPeer]:
    with listen(MailPeer()) as running:
        settings.GUICHET_SMTP_URL = running.url
        yield running


@pytest.fixture
def mail_channel(settings: LazySettings, alice: Player, lumen: Company, outgoing: RunningPeer) -> Channel:
    settings.GUICHET_MAIL_DOMAIN = "in.example.org"
    settings.GUICHET_MAIL_AUTHSERV_ID = "mx.rehearsal.example"
    return activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", {"senderEmail": SENDER})


@pytest.fixture
def amazon(mail_channel: Channel, outgoing: RunningPeer) -> Amazon:
    rehearsal = Amazon(mail_channel.inbound_address, "", 0, approved={SENDER})
    outgoing.peer.judge = rehearsal.judge
    return rehearsal
