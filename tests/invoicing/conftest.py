"""A store that may invoice, with an order to invoice."""

from decimal import Decimal

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order


@pytest.fixture
def auchan(lumen: Company) -> Channel:
    """A channel of the first store."""
    return channel_in(lumen.store)


@pytest.fixture
def shop(lumen: Company, alice: Player) -> Company:
    """The company, with the French settings for its first store."""
    configured(alice, lumen.store)
    return lumen


@pytest.fixture
def lamp(auchan: Channel) -> Order:
    """89.90 and twice 8.90, with 5.90 of shipping: 113.60."""
    return stored(auchan, order(line(1, "89.90", shipping_price=Decimal("5.90")), line(2, "8.90", 2)))
