"""Rehearsal marketplaces that can be asked for what was said long ago."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Store
from guichet.platforms.fnac_darty.tokens import shared_tokens
from guichet.sync.activate import activate_channel
from sandbox import fnac_darty, mirakl, rakuten_fr
from tests.cast import Player

Say = Callable[[timedelta], str]
"""Somebody wrote so long ago; the discussion's id there."""
Place = Callable[[Player], AbstractContextManager[tuple[UUID, Say]]]


@contextmanager
def at_mirakl(who: Player) -> Iterator[tuple[UUID, Say]]:
    operator = mirakl.MiraklOperator(seed=1)
    with mirakl.serve(operator) as server:
        credentials = {"baseUrl": server.url, "apiKey": operator.api_key}
        yield (
            _activated(who, "mirakl-other", credentials),
            lambda ago: operator.fill(1, 1, until=timezone.now() - ago)[0].id,
        )


@contextmanager
def at_fnac(who: Player) -> Iterator[tuple[UUID, Say]]:
    shared_tokens.clear()
    made = fnac_darty.FnacDartyMarketplace(seed=8)
    shop = made.shop
    with fnac_darty.serve(made) as server:
        credentials = {
            "baseUrl": server.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key,
        }  # fmt: skip
        yield (
            _activated(who, shop.marketplace, credentials),
            lambda ago: made.fill(1, 1, until=timezone.now() - ago)[0].id,
        )


@contextmanager
def at_rakuten(who: Player) -> Iterator[tuple[UUID, Say]]:
    made = rakuten_fr.RakutenMarketplace(seed=9)

    def say(ago: timedelta) -> str:
        at = timezone.now() - ago
        item = made.add_item(rakuten_fr.Post("Une question", at=at), placed=at)
        made.read_on_site(item.id)
        return str(item.id)

    with rakuten_fr.serve(made) as server:
        credentials = {"login": made.login, "token": made.token, "baseUrl": server.url}
        yield _activated(who, "rakuten-fr", credentials), say


def _activated(who: Player, marketplace: str, credentials: dict[str, str]) -> UUID:
    store = Store.objects.filter(account_id=who.member.account_id).order_by("name").first()
    assert store is not None
    return activate_channel(who.viewer, store.pk, marketplace, credentials).pk


PLACES: tuple[Place, ...] = (at_mirakl, at_fnac, at_rakuten)
