"""Whose a mail in the installation's mailbox is: the address it was delivered to names the channel."""

from email import message_from_bytes, policy

from guichet.accounts.models import Channel
from guichet.platforms.mail.headers import addresses
from guichet.sync.receive import inbound_channel

# What the delivering server notes counts before what the sender wrote; the first kind that names one wins.
_NOTED = (("delivered-to",), ("x-original-to",), ("envelope-to",), ("to", "cc"))


class Doorman:
    """Knows the inbound addresses; asks the database for each address once."""

    def __init__(self) -> None:
        self._known: dict[str, Channel | None] = {}

    def channels_of(self, headers: bytes) -> list[Channel]:
        """The channels that a mail is for, by its headers; several where it names several."""
        found = message_from_bytes(headers, policy=policy.compat32)
        for names in _NOTED:
            written = [str(value) for name in names for value in found.get_all(name, [])]
            channels = [self._channel(one.address) for one in addresses(written)]
            named = {channel.pk: channel for channel in channels if channel is not None}
            if named:
                return list(named.values())
        return []

    def _channel(self, address: str) -> Channel | None:
        key = address.lower()
        if key not in self._known:
            self._known[key] = inbound_channel(key)
        return self._known[key]
