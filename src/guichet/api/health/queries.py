"""Asking how the installation fares."""

from guichet.accounts.errors import RefusalError
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.health.types import Health
from guichet.checks.account_health import account_health


@resolved("How the installation fares; for owners and managers, null for others.")
def health(info: Info) -> Health | None:
    """As on the health page."""
    try:
        return Health(health=account_health(info.context.viewer))
    except RefusalError:
        return None
