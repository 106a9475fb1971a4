"""Gives a connector what it needs, and nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.accounts.sealing import SealBrokenError, unseal
from guichet.platforms.errors import NeedsOwner
from guichet.platforms.http import web_client
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Access, Connector, Memory
from guichet.platforms.registry import connect
from guichet.platforms.words import Platform
from guichet.sync.mail_servers import outgoing_server
from guichet.sync.memory import PassingMemory, StoredMemory


def connector_of(channel: Channel) -> Connector:
    """The connector of a channel; NeedsOwner when its credentials cannot be opened."""
    try:
        credentials = unseal(bytes(channel.credentials))
    except SealBrokenError as error:
        raise NeedsOwner(str(error)) from error
    return _connect(Platform(channel.platform), channel.marketplace, credentials, StoredMemory(channel))


def open_pools() -> None:
    """Make what all calls of this process share, before many threads make their own at the same moment."""
    web_client(allow_private=settings.GUICHET_ALLOW_PRIVATE_HOSTS)


def trial_connector(platform: Platform, marketplace: str, credentials: Mapping[str, str]) -> Connector:
    """A connector for credentials that are only being tried."""
    return _connect(platform, marketplace, credentials, PassingMemory())


def _connect(
    platform: Platform, marketplace: str, credentials: Mapping[str, str], memory: Memory
) -> Connector:
    secrets = {credentials.get(name, "") for name in manifest_of(platform).secret_names} - {""}
    web = web_client(allow_private=settings.GUICHET_ALLOW_PRIVATE_HOSTS, secrets=secrets)
    access = Access(
        marketplace=marketplace,
        credentials=credentials,
        web=web,
        memory=memory,
        now=lambda: datetime.now(UTC),
        mail=outgoing_server(credentials),
    )
    return connect(platform, access)
