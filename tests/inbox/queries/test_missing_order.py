"""Why an order is not there: no access, or not yet."""

from datetime import UTC, datetime

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.models import Order
from guichet.inbox.queries.missing_order import without_access
from guichet.platforms.amazon.manifest import WITHOUT_ORDERS
from tests.cast import Company
from tests.inbox.queries.rows import channel_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REF = "404-5550199-5550199"


def on(lumen: Company, marketplace: str, platform: str) -> Channel:
    """A channel of this platform."""
    channel = channel_in(lumen.store, marketplace=marketplace)
    channel.platform = platform
    channel.save()
    return channel


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({}, WITHOUT_ORDERS),
        ({"fetch_after": NOW}, ""),
        ({"fetched_at": NOW}, ""),
        ({"fetch_failures": 2}, ""),
    ],
)
def test_only_an_order_that_nobody_could_ask_for(lumen: Company, left: dict[str, object], said: str) -> None:
    amazon = on(lumen, "amazon-fr", "AMAZON")
    Order.objects.create(account_id=amazon.account_id, channel=amazon, marketplace_order_id=REF, **left)
    assert without_access(amazon, REF) == said
    assert without_access(amazon, None) == ""


def test_a_platform_whose_orders_come_with_the_channel_has_nothing_to_say(lumen: Company) -> None:
    fnac = on(lumen, "fnac-fr", "FNAC_DARTY")
    Order.objects.create(account_id=fnac.account_id, channel=fnac, marketplace_order_id=REF)
    assert without_access(fnac, REF) == ""
