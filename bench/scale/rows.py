"""Channels as rows: activated long ago, read to the end, due at moments spread over the interval."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bench.scale.plan import CHANNELS_OF_ACCOUNT, MARKETPLACES, Plan

if TYPE_CHECKING:
    from guichet.accounts.models import Channel, Store

MANY = 1000


def fill(plan: Plan, url: str) -> None:
    """Accounts with one store each and so many channels."""
    from django.db import connection

    from guichet.accounts.models import Account, Channel, Store
    from guichet.accounts.scope import everywhere
    from guichet.platforms.catalogue import search
    from guichet.platforms.words import Platform

    codes = [entry.code for entry in search(platform=Platform.MIRAKL)][:MARKETPLACES]
    accounts = [Account(name=f"Seller {n}") for n in range(-(-plan.channels // CHANNELS_OF_ACCOUNT))]
    stores = [Store(account=account, name="Store") for account in accounts]
    made = _channels(plan, url, codes, stores)
    with everywhere("a benchmark has the database to itself"):
        Account.objects.bulk_create(accounts)
        Store.objects.bulk_create(stores)
        while some := list(islice(made, MANY)):
            Channel.objects.bulk_create(some)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _channels(plan: Plan, url: str, codes: list[str], stores: list["Store"]) -> Iterator["Channel"]:
    from django.utils import timezone

    from guichet.accounts.models import Channel
    from guichet.accounts.sealing import seal

    now = timezone.now()
    for number in range(plan.channels):
        store = stores[number // CHANNELS_OF_ACCOUNT]
        yield Channel(
            account=store.account, store=store, marketplace=codes[number % len(codes)], platform="MIRAKL",
            shop_key=str(number), credentials=seal({"baseUrl": url, "apiKey": f"key-{number}"}),
            backfill_since=now, backfill_done_at=now, last_sync_at=now, quiet_runs=12,
            next_sync_at=now + timedelta(seconds=random.uniform(0, plan.interval)),
        )  # fmt: skip
