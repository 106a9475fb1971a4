"""A receiver, and channels to hear of."""

from collections.abc import Iterator

import pytest

from guichet.accounts.models import Channel
from tests.cast import Company, Player
from tests.events.receiver import Receiver, receiving
from tests.inbox.queries.rows import channel_in


@pytest.fixture
def auchan(lumen: Company, alice: Player) -> Channel:
    """A channel of the first store."""
    return channel_in(lumen.store)


@pytest.fixture
def outside() -> Iterator[Receiver]:
    """Somebody who is told."""
    with receiving() as receiver:
        yield receiver
