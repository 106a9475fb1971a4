"""The account that a viewer works in."""

from guichet.accounts.models import Account
from guichet.accounts.viewer import Viewer


def account_of(viewer: Viewer) -> Account:
    """Its row."""
    return Account.objects.get(id=viewer.account_id)
