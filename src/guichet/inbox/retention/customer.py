"""Finds one customer: the discussions and orders that are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.sql import Sql, fetch, joined, select, sql

AT_MOST = 5000
BY_EMAIL = """discussion d JOIN discussion_search s ON s.discussion_id = d.id
WHERE d.account_id = %s AND s.account_id = d.account_id
    AND s.participants LIKE '%%' || guichet_fold(%s) || '%%'
    AND EXISTS (SELECT FROM jsonb_array_elements(d.participants) p
        WHERE p ->> 'kind' = 'CUSTOMER' AND lower(p ->> 'email') = lower(%s))"""
BY_PARTICIPANT = """discussion d WHERE d.account_id = %s AND d.channel_id = %s
    AND EXISTS (SELECT FROM jsonb_array_elements(d.participants) p WHERE p ->> 'kind' = 'CUSTOMER'
        AND (p ->> 'marketplace_id' = %s OR guichet_fold(p ->> 'name') = guichet_fold(%s)))"""
# Conversations about their orders are theirs too, whoever leads them.
SAME_ORDERS = """discussion d WHERE d.account_id = %s AND (d.channel_id, d.order_ref) IN (
    SELECT o.channel_id, o.marketplace_order_id FROM marketplace_order o WHERE o.id = ANY(%s))"""
ORDERS = """marketplace_order o JOIN channel c ON c.id = o.channel_id
WHERE o.account_id = %s AND ((o.channel_id, o.marketplace_order_id) IN (
    SELECT d.channel_id, d.order_ref FROM discussion d WHERE d.id = ANY(%s))"""
NEEDLES = """SELECT DISTINCT p ->> 'email', p ->> 'name'
FROM discussion d, jsonb_array_elements(d.participants) p
WHERE d.id = ANY(%s) AND p ->> 'kind' = 'CUSTOMER'"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom somebody looks for: an e-mail address, or within a channel a name or the marketplace's own id."""

    email: str = ""
    channel_id: UUID | None = None
    participant: str = ""

    @property
    def typed(self) -> str:
        """What names them, and what is typed once more before they are erased."""
        return self.email.strip() or self.participant.strip()


@dataclass(frozen=True, slots=True)
class Customer:
    """What is theirs in the visible stores."""

    discussion_ids: list[UUID]
    order_ids: list[UUID]
    channel_ids: list[UUID]
    emails: list[str]
    names: list[str]


def find_customer(viewer: Viewer, sought: Sought) -> Customer:
    """RefusalError REQUIRED where nobody is named, NOT_FOUND where nothing here is theirs."""
    _check(sought)
    own = _ids(_named(viewer, sought), viewer)
    orders = _orders(viewer, sought, own)
    others = _ids(sql(SAME_ORDERS, viewer.account_id, [row[0] for row in orders]), viewer)
    ids = sorted({*own, *others})
    if not ids and not orders:
        sentence = _("Nothing here is of such a customer. Check the spelling.")
        raise refuse(ErrorCode.NOT_FOUND, sentence, "email" if sought.email else "participant")
    people = fetch(sql(NEEDLES, own))
    channels = fetch(select("DISTINCT d.channel_id", "discussion d WHERE d.id = ANY(%s)", ids))
    return Customer(
        discussion_ids=ids,
        order_ids=[row[0] for row in orders],
        channel_ids=sorted({row[0] for row in channels} | {row[1] for row in orders}),
        emails=sorted({row[0] for row in people if row[0]} | ({sought.email.strip()} - {""})),
        names=sorted({row[1] for row in people if row[1]}),
    )


def _check(sought: Sought) -> None:
    if sought.email.strip() and "@" not in sought.email:
        raise refuse(ErrorCode.INVALID, _("Type an e-mail address."), "email")
    if not sought.email.strip() and not (sought.channel_id and sought.participant.strip()):
        sentence = _("Give an e-mail address, or a channel and the customer’s name or id there.")
        raise refuse(ErrorCode.REQUIRED, sentence, "email")


def _named(viewer: Viewer, sought: Sought) -> Sql:
    if sought.email.strip():
        email = sought.email.strip()
        return sql(BY_EMAIL, viewer.account_id, _literal(email), email)
    name = sought.participant.strip()
    return sql(BY_PARTICIPANT, viewer.account_id, sought.channel_id, name, name)


def _ids(found: Sql, viewer: Viewer) -> list[UUID]:
    rows = fetch(select("d.id", "") + found + _visible("d.store_id", viewer) + sql("LIMIT %s", AT_MOST))
    return [row[0] for row in rows]


def _orders(viewer: Viewer, sought: Sought, ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    theirs = sql(ORDERS, viewer.account_id, list(ids))
    named = sql(
        "OR (o.channel_id = %s AND %s <> '' AND guichet_fold(o.customer_name) = guichet_fold(%s)))",
        sought.channel_id, sought.participant.strip(), sought.participant.strip(),
    )  # fmt: skip
    found = joined(" ", [select("o.id, o.channel_id", ""), theirs, named, _visible("c.store_id", viewer)])
    return [(row[0], row[1]) for row in fetch(found + sql("LIMIT %s", AT_MOST))]


def _visible(column: str, viewer: Viewer) -> Sql:
    if viewer.store_ids is None:
        return sql("")
    return sql(f"AND {column} = ANY(%s)", sorted(viewer.store_ids))


def _literal(text: str) -> str:
    """As LIKE reads it literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
