"""Which discussions an erasure takes next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from guichet.inbox.models import ErasureKind, ErasureReceipt
from guichet.inbox.queries.sql import Sql, fetch, select, sql
from guichet.inbox.retention.due import NOT_ERASED, ON_ITS_WAY, due
from guichet.inbox.retention.rules import Rule
from guichet.platforms.words import Platform

BATCH = 100
# What came after this erasure took a discussion is not its business.
NAMED = f"""discussion d WHERE d.account_id = %s AND d.id = ANY(%s) AND {NOT_ERASED}
    AND (d.erased_at IS NULL OR d.erased_at < %s)"""
SETTLED = f"d.id = ANY(%s) AND NOT {ON_ITS_WAY}"


def lock_next(receipt: ErasureReceipt) -> list[UUID]:
    """Some of them, held until the transaction ends; those that somebody else holds are left for later.

    Whether a reply is on its way is asked again under the lock: one may have been written meanwhile.
    """
    some = sql("ORDER BY d.id LIMIT %s FOR UPDATE OF d SKIP LOCKED", BATCH)
    held = fetch(select("d.id", "") + _wanted(receipt) + some)
    ids = [row[0] for row in held]
    return [row[0] for row in fetch(select("d.id", "discussion d WHERE") + sql(SETTLED, ids))] if ids else []


def remain(receipt: ErasureReceipt) -> bool:
    """Whether some wait: held by somebody, or with a reply on its way in an erasure of one customer."""
    found = _named(receipt) if receipt.kind == ErasureKind.CUSTOMER else _wanted(receipt)
    return bool(fetch(select("1", "") + found + sql("LIMIT 1")))


def any_due(account_id: UUID, rules: list[Rule], now: datetime) -> bool:
    """Whether the rules would erase a discussion now."""
    return bool(fetch(select("1", "") + due(account_id, rules, now) + sql("LIMIT 1")))


def _wanted(receipt: ErasureReceipt) -> Sql:
    if receipt.kind == ErasureKind.CUSTOMER:
        return _named(receipt) + sql(f"AND NOT {ON_ITS_WAY}")
    rules = [_rule(told) for told in receipt.rules]
    return due(receipt.account_id, rules, receipt.asked_at)


def _named(receipt: ErasureReceipt) -> Sql:
    return sql(NAMED, receipt.account_id, receipt.discussion_ids, receipt.asked_at)


def _rule(told: dict[str, Any]) -> Rule:
    return Rule(Platform(told["platform"]), told["days"], told["includesOpen"])
