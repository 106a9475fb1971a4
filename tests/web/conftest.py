"""Signed-in browsers without a script, and something to look at."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from tests.browser.sample import channel_row, fill
from tests.cast import Company, Player
from tests.web.browsing import browser_of
from tests.web.talking import say


@pytest.fixture
def inside(alice: Player) -> Client:
    """Alice's browser."""
    return browser_of(alice)


@pytest.fixture
def shop(lumen: Company) -> list[Channel]:
    """Nine marketplaces over two stores, twelve discussions."""
    return fill([lumen.store, lumen.other_store])


@pytest.fixture
def leroy(lumen: Company) -> Channel:
    """One channel of Alice's first store, with nothing said yet."""
    return channel_row(lumen.store, "mirakl-leroymerlin")


@pytest.fixture
def talk(leroy: Channel) -> Discussion:
    """Camille's discussion with customer and operator, unread, awaiting an answer."""
    return say(leroy)
