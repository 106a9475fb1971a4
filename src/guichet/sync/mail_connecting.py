"""The connector of a channel whose messages come by mail."""

from typing import cast

from guichet.accounts.models import Channel
from guichet.platforms.mail import MailConnector
from guichet.sync.connecting import connector_of


def mail_connector_of(channel: Channel) -> MailConnector:
    """NeedsOwner when its credentials cannot be opened; only for platforms with an inbound address."""
    return cast("MailConnector", connector_of(channel))
