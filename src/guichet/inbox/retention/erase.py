"""Erases discussions with all that is in them, inside the transaction of the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from guichet.inbox.retention import statements


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of each went; `digests` are the contents that files named, `order_ids` the orders."""

    discussions: int
    messages: int
    mails: int
    drafts: int
    files: int
    digests: tuple[str, ...]
    order_ids: tuple[UUID, ...]


def erase_discussions(
    account_id: UUID, ids: Sequence[UUID], now: datetime, order_ids: Sequence[UUID] = ()
) -> Erased:
    """The rows must be locked; `order_ids` go too, whoever else speaks of them."""
    asked: dict[str, Any] = {"ids": list(ids), "now": now, "account": account_id, "orders": list(order_ids)}
    with connection.cursor() as cursor:

        def run(statement: str) -> int:
            cursor.execute(statement, asked)
            return int(cursor.rowcount)

        files = run(statements.FILES)
        digests = tuple(row[0] for row in cursor.fetchall() if row[0])
        drafts, mails = run(statements.DRAFTS), run(statements.MAILS)
        run(statements.ALIASES)
        messages = run(statements.MESSAGES)
        run(statements.WORDS)
        run(statements.TITLES)
        orders = []
        for statement in (statements.ORDERS, statements.ORDERS_NAMED):
            run(statement)
            orders += [row[0] for row in cursor.fetchall()]
        run(statements.ANSWERS)
        discussions = run(statements.DISCUSSIONS)
    return Erased(discussions, messages, mails, drafts, files, digests, tuple(orders))


def papers_of(order_ids: Sequence[UUID]) -> int:
    """Invoices and credit notes of these orders, which stay."""
    with connection.cursor() as cursor:
        cursor.execute(statements.PAPERS, {"orders": list(order_ids)})
        (count,) = cursor.fetchone()
    return int(count)
