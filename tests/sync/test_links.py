"""A file goes as a link to a marketplace that takes none, over the wire and back: once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.inbox.models import Attachment, Delivery, Discussion, Message
from guichet.platforms.fnac_darty.tokens import shared_tokens
from guichet.sync.activate import activate_channel
from guichet.sync.check import check
from guichet.sync.deliver import deliver
from guichet.sync.pull import synchronise
from sandbox.fnac_darty import FnacDartyMarketplace
from sandbox.fnac_darty import serve as serve_fnac
from sandbox.rakuten_fr import Post, RakutenMarketplace
from sandbox.rakuten_fr import serve as serve_rakuten
from tests.cast import Company, Player
from tests.linking import BYTES, answered_with, link_of, uploaded

pytestmark = pytest.mark.django_db
# The address of Django's test client.
BASE = "http://testserver"


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_BASE_URL = BASE
    settings.GUICHET_DATA_DIR = tmp_path


@pytest.fixture
def marketplace() -> FnacDartyMarketplace:
    return FnacDartyMarketplace(seed=8)


@pytest.fixture
def fnac(alice: Player, lumen: Company, marketplace: FnacDartyMarketplace) -> Iterator[Channel]:
    """Fnac France on the wire."""
    shared_tokens.clear()
    shop = marketplace.shop
    with serve_fnac(marketplace) as wire:
        credentials = {
            "baseUrl": wire.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key,
        }  # fmt: skip
        yield activate_channel(alice.viewer, lumen.store.pk, shop.marketplace, credentials)


def test_a_reply_with_a_file_is_text_with_a_link_and_confirmed_once(
    alice: Player, marketplace: FnacDartyMarketplace, fnac: Channel
) -> None:
    marketplace.add_order("Puis-je avoir la facture ?")
    synchronise(fnac.pk)
    message = answered_with(alice, Discussion.objects.get(), uploaded(alice))
    deliver(message.pk)
    (arrived,) = marketplace.sent()
    link = link_of(message)
    written = f"Voici la facture.\n\nPièce jointe : facture.pdf — {BASE}/f/{link.token}"
    assert arrived.description == message.body == written
    for _ in range(2):
        synchronise(fnac.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert (message.body, message.marketplace_message_id) == (written, arrived.id)
    assert Message.objects.count() == 2
    assert Attachment.objects.get(message=message).file_name == "facture.pdf"
    answer = Client().get(arrived.description.rpartition(" ")[2].removeprefix(BASE))
    assert b"".join(answer) == BYTES
    link.refresh_from_db()
    assert link.downloads == 1


def test_a_lost_answer_to_a_reply_with_a_link_is_looked_up_and_not_sent_again(
    alice: Player, marketplace: FnacDartyMarketplace, fnac: Channel
) -> None:
    marketplace.add_order("Puis-je avoir la facture ?")
    synchronise(fnac.pk)
    marketplace.faults.add("messages_update", "accepted_then_reset", times=1)
    message = answered_with(alice, Discussion.objects.get(), uploaded(alice))
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CHECKING
    Message.objects.filter(id=message.pk).update(look_at=timezone.now())
    check(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert len(marketplace.sent()) == marketplace.calls.count("messages_update") == 1


def test_rakuten_replaces_the_dash_and_the_reply_is_known_all_the_same(alice: Player, lumen: Company) -> None:
    rakuten = RakutenMarketplace(seed=9)
    item = rakuten.add_item([Post("Puis-je avoir la facture ?")])
    with serve_rakuten(rakuten) as wire:
        credentials = {"login": rakuten.login, "token": rakuten.token, "baseUrl": wire.url}
        channel = activate_channel(alice.viewer, lumen.store.pk, "rakuten-fr", credentials)
        synchronise(channel.pk)
        message = answered_with(alice, Discussion.objects.get(), uploaded(alice))
        deliver(message.pk)
        synchronise(channel.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.CONFIRMED
    assert Message.objects.count() == 2
    line = f"Pièce jointe : facture.pdf - {BASE}/f/{link_of(message).token}"
    assert [post.content.split("\n")[-1] for post in rakuten.sent(item.id)] == [line]
