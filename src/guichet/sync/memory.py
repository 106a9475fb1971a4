"""What a connector remembers between two runs of its channel."""

from datetime import timedelta

from django.utils import timezone

from guichet.accounts.models import Channel, ChannelMemory


class StoredMemory:
    """Kept in the database; the connector says how old a value may be."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def recall(self, key: str, max_age: timedelta) -> object | None:
        """The value remembered at most `max_age` ago, else None."""
        kept = ChannelMemory.objects.filter(channel=self._channel, key=key).first()
        if kept is None or kept.stored_at < timezone.now() - max_age:
            return None
        value: object = kept.value
        return value

    def remember(self, key: str, value: object) -> None:
        """Keep a value under a key, replacing what was there."""
        fresh = {"account_id": self._channel.account_id, "value": value, "stored_at": timezone.now()}
        ChannelMemory.objects.update_or_create(channel=self._channel, key=key, defaults=fresh)


class PassingMemory:
    """For credentials that are only being tried: nothing is kept before they work."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def recall(self, key: str, max_age: timedelta) -> object | None:
        """The value remembered in this very trial."""
        return self._values.get(key)

    def remember(self, key: str, value: object) -> None:
        """Keep a value as long as the trial lasts."""
        self._values[key] = value
