"""Tries credentials at the marketplace, and says in the contract's words what came of it."""

from collections.abc import Mapping

from guichet.accounts.errors import ErrorCode, refuse
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner
from guichet.platforms.port import Verified
from guichet.sync.connecting import trial_connector
from guichet.sync.mail_servers import try_own_servers


def verify(entry: MarketplaceEntry, credentials: Mapping[str, str]) -> Verified:
    """RefusalError CREDENTIALS_REFUSED or UNREACHABLE, each with the connector's own sentence."""
    try:
        verified = trial_connector(entry.platform, entry.code, credentials).verify()
        try_own_servers(credentials)
    except NeedsOwner as error:
        raise refuse(ErrorCode.CREDENTIALS_REFUSED, error.why, "credentials") from error
    except (Busy, ConnectorError) as error:
        raise refuse(ErrorCode.UNREACHABLE, error.why, "credentials") from error
    return verified
