"""Fills an empty, migrated database."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg import Connection

from bench.data.copying import copy_rows
from bench.data.folding import fold
from bench.data.grow import grow
from bench.data.home import Home
from bench.data.homes import PASSWORD, make_home
from bench.data.indexes import TABLES, without_indexes
from bench.data.plans import plans
from bench.data.world import World
from bench.data.writer import Writer
from guichet.accounts.actions.create_token import create_token
from guichet.accounts.models import Member

STORES = 6
# Whoever looks into the big account must not see these, and their rows lie among its rows.
SMALL_ACCOUNTS = ("Bench North", "Bench South", "Bench West")
SMALL_SHARE = 200
BATCH = 20_000

Say = Callable[[str], None]


def load(size: int, seed: int, until: float, say: Say = print, copies: int = 0) -> World:
    """A big account of `size` discussions, each copied so often, and three small ones; one transaction."""
    started = time.monotonic()
    with transaction.atomic():
        small = [make_home(name, 2, until)[0] for name in SMALL_ACCOUNTS]
        big, owner = make_home("Bench", STORES, until)
        with _bulk() as raw, without_indexes(raw):
            for home in small:
                _fill(raw, home, max(50, size // SMALL_SHARE), seed, until, _silent)
            ends = _fill(raw, big, size, seed, until, say)
            say("folding the searched text")
            fold(raw)
            if copies:
                say(f"copying each {copies} times")
                grow(raw, big.account_id, copies)
            # Triggers rest while rows are copied.
            raw.execute("SELECT guichet_count_discussions()")
            say("building indexes")
        _analyze(raw)
    return _world(size, copies, seed, until, big, owner, ends, time.monotonic() - started)


def _silent(_: str) -> None:
    pass


@contextmanager
def _bulk() -> Iterator["Connection[Any]"]:
    """The transaction's connection, without a foreign key checked row by row, with memory for indexes."""
    connection.ensure_connection()
    raw: Connection[Any] = connection.connection
    raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
    raw.execute("SET LOCAL maintenance_work_mem = '1GB'")
    raw.execute("SET LOCAL session_replication_role = replica")
    yield raw
    raw.execute("SET LOCAL session_replication_role = DEFAULT")


def _fill(raw: "Connection[Any]", home: Home, size: int, seed: int, until: float, say: Say) -> list[str]:
    """All discussions of one account; the ids of the last ones."""
    name = f"{seed}:{home.name}:{size}"
    writer = Writer(home, name, until)
    ends: list[str] = []
    for number, plan in enumerate(plans(size, name, until), start=1):
        ends = [*ends[-3:], writer.write(plan)]
        if number % BATCH == 0:
            copy_rows(raw, writer.rows)
            say(f"{number:,} of {size:,} discussions")
    copy_rows(raw, writer.rows)
    return ends


def _analyze(raw: "Connection[Any]") -> None:
    for table in TABLES:
        raw.execute(f"ANALYZE {table}")


def _world(
    size: int, copies: int, seed: int, until: float, big: Home, owner: Member, ends: list[str], seconds: float
) -> World:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_ref FROM discussion WHERE account_id = %s AND order_ref IS NOT NULL LIMIT 1",
            [big.account_id],
        )
        (order_id,) = cursor.fetchone()
    return World(
        size=size, copies=copies, seed=seed, until=until,
        account_id=str(big.account_id), member_id=str(owner.pk),
        email=owner.person.email, password=PASSWORD, token=create_token(owner, "bench"),
        store_ids=tuple(dict.fromkeys(str(shop.store_id) for shop in big.shops)),
        marketplaces=tuple(dict.fromkeys(shop.marketplace for shop in big.shops)),
        short_id=ends[-3], long_id=ends[-4], order_id=order_id, seconds=round(seconds, 1),
    )  # fmt: skip
