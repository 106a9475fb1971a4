"""The API as each of the cast sees it, and something to see."""

import pytest
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from tests.api.asking import Api, api_of
from tests.cast import Company, Player
from tests.inbox.queries.rows import HOUR, LINA, NOON, channel_in, discussion_in, message_in, order_in


@pytest.fixture(autouse=True)
def _only_the_api(settings: Settings) -> None:
    settings.ROOT_URLCONF = "guichet.api.urls"


@pytest.fixture
def as_alice(alice: Player) -> Api:
    """The owner."""
    return api_of(alice)


@pytest.fixture
def as_charlie(charlie: Player) -> Api:
    """Sees the second store only."""
    return api_of(charlie)


@pytest.fixture
def as_bob(bob: Player) -> Api:
    """Of another company."""
    return api_of(bob)


@pytest.fixture
def as_rita(rita: Player) -> Api:
    """May only read."""
    return api_of(rita)


@pytest.fixture
def auchan(lumen: Company, alice: Player) -> Channel:
    """A channel of the first store."""
    return channel_in(lumen.store)


@pytest.fixture
def boulanger(lumen: Company, alice: Player) -> Channel:
    """A channel of the second store."""
    return channel_in(lumen.other_store, "mirakl-boulanger", "2")


ORDER = {
    "billing_address": {
        "name": "Lina Étienne", "company": None, "lines": ["1 rue de la Paix"], "postal_code": "75002",
        "city": "Paris", "region": None, "country_code": "FR", "phone": None,
    },
    "shipping_address": None,
    "lines": [
        {"title": "Lampe", "sku": "L-1", "quantity": 2, "unit_price": "12.5", "total": "25",
         "shipping_price": None},
    ],
}  # fmt: skip


@pytest.fixture
def told(auchan: Channel) -> Discussion:
    """A discussion with two messages, a file, an order and a product, in the first store."""
    row = discussion_in(
        auchan,
        said=["Bonjour"],
        order_ref="ORD-1",
        merchant_discussion_id="T-1",
        initiator=LINA,
        recipient_kinds=["CUSTOMER", "MARKETPLACE"],
        product={"title": "Lampe", "sku": "L-1", "marketplace_product_id": None, "url": None},
        needs_reply_since=NOON,
        reply_due_at=NOON + HOUR,
    )
    message_in(row, "Voici la photo", "photo.jpg", sent_at=NOON + HOUR)
    order_in(
        auchan, "ORD-1", placed_at=NOON, total="25.0000", currency="EUR", customer_name="Lina", data=ORDER
    )
    return row
