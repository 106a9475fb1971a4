"""Channels to write rows into."""

import pytest

from guichet.accounts.models import Channel
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in


@pytest.fixture
def auchan(lumen: Company, alice: Player) -> Channel:
    """A channel of the first store, which Charlie may not see."""
    return channel_in(lumen.store)


@pytest.fixture
def boulanger(lumen: Company, alice: Player) -> Channel:
    """A channel of the second store, the only one that Charlie sees."""
    return channel_in(lumen.other_store, "mirakl-boulanger", "2")


@pytest.fixture
def elsewhere(bob: Player) -> Channel:
    """A channel of Bob's company."""
    return channel_in(bob.member.account.stores.earliest("name"), shop="3")
