"""The health page and its query: for those who manage, of their own account."""

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel, ChannelHealth
from tests.api.asking import api_of
from tests.cast import Company, Player


@pytest.fixture
def stopped(lumen: Company) -> Channel:
    """A marketplace that waits for its owner."""
    now = timezone.now()
    return Channel.objects.create(
        account=lumen.account, store=lumen.store, marketplace="fnac-fr", platform="FNAC_DARTY", shop_key="1",
        credentials=b"", backfill_since=now, health=ChannelHealth.BLOCKED,
        health_message="Enter the key again.",
    )  # fmt: skip


def test_it_says_what_is_wrong_and_where(client: Client, alice: Player, stopped: Channel) -> None:
    client.force_login(alice.person)
    page = client.get("/settings/health").content.decode()
    assert "Something needs you" in page
    assert f"/channels/{stopped.pk}" in page
    assert "Enter the key again." in page
    assert "No worker runs at the moment" in page


def test_it_is_for_those_who_manage(client: Client, rita: Player, bob: Player, stopped: Channel) -> None:
    client.force_login(rita.person)
    assert client.get("/settings/health").status_code == 403
    client.force_login(bob.person)
    assert "Enter the key again." not in client.get("/settings/health").content.decode()


def test_the_api_says_the_same(alice: Player, rita: Player, stopped: Channel) -> None:
    query = "{ health { isWell findings { check level sentence } queue { waiting workers } mailsWaiting } }"
    found = api_of(alice).data(query)["health"]
    assert found["isWell"] is False
    assert {"schema", "disk", "clock", "queue", "backups"} <= {one["check"] for one in found["findings"]}
    assert found["queue"]["workers"] == 0
    assert api_of(rita).data("{ health { isWell } }") == {"health": None}
