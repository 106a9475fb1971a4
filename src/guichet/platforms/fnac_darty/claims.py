"""Reads the claims on orders (incidents_query).

A claim is a state of an order and no conversation: its words come as messages of the order too. What it adds
is whether the marketplace waits for the seller, and whether its customer service may be written to.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from guichet.platforms.fnac_darty.bundles import Bundle
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.errors import NoAnswerError, RefusedQueryError, refused_read
from guichet.platforms.fnac_darty.matters import ORDER
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.paging import SIZES, is_last
from guichet.platforms.port import Memory

_log = logging.getLogger("guichet.fnac_darty")

REFUSED = "fnac_darty.claims_refused"
AT_ONCE = 50
_DAY = timedelta(days=1)


def with_claims(client: FnacDartyClient, memory: Memory, bundles: Sequence[Bundle]) -> list[Bundle]:
    """The same discussions with the claims on their orders.

    Whether every shop may ask for them, and for Darty's longer order ids, is unknown: a refusal is
    remembered for a day, and the discussions go on without.
    """
    ids = [bundle.matter.id for bundle in bundles if bundle.matter.kind == ORDER and bundle.matter.id]
    if not ids or memory.recall(REFUSED, _DAY):
        return list(bundles)
    try:
        starts = range(0, len(ids), AT_ONCE)
        claims = [claim for at in starts for claim in _read(client, ids[at : at + AT_ONCE])]
    except RefusedQueryError as error:
        memory.remember(REFUSED, value=True)
        _log.warning("claims are not given, discussions go on without them for a day: %s", error.why)
        return list(bundles)
    return [
        replace(bundle, claims=tuple(claim for claim in claims if order_of(claim) == bundle.matter.id))
        if bundle.matter.kind == ORDER
        else bundle
        for bundle in bundles
    ]


def order_of(claim: Node) -> str | None:
    """The order a claim is about."""
    return claim.child("header").fields.text("order_id")


def _read(client: FnacDartyClient, order_ids: Sequence[str]) -> list[Node]:
    found: list[Node] = []
    page, ended = 1, False
    while not ended:
        fresh, ended = _page(client, order_ids, page)
        found += fresh
        page += 1
    return found


def _page(client: FnacDartyClient, order_ids: Sequence[str], page: int) -> tuple[list[Node], bool]:
    try:
        verdict = client.claims(order_ids, page, SIZES[0])
    except NoAnswerError as error:
        if 400 <= error.status < 500:
            raise RefusedQueryError(error.why) from error
        raise
    claims = verdict.root.children("incident")
    if not verdict.is_good and verdict.status and not claims:
        raise refused_read(verdict, client.mask)
    # A server that passes over the filter would give page after page of other orders' claims.
    circles = not any(order_of(claim) in order_ids for claim in claims)
    return claims, circles or is_last(verdict.root, page, SIZES[0], len(claims))
