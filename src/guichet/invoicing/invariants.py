"""What must always hold of papers."""

from guichet.inbox.invariants import Invariant

INVARIANTS = (
    Invariant(
        "invoice.account",
        "A paper, its order, its store and its file are of one account.",
        """SELECT i.id FROM invoice i JOIN marketplace_order o ON o.id = i.order_id
        JOIN store s ON s.id = i.store_id JOIN attachment a ON a.id = i.file_id
        WHERE i.account_id <> o.account_id OR i.account_id <> s.account_id OR i.account_id <> a.account_id""",
    ),
    Invariant(
        "invoice.number",
        "No number was given beyond the end of its series.",
        """SELECT i.id FROM invoice i JOIN invoice_series s
        ON s.account_id = i.account_id AND s.prefix = i.prefix WHERE i.sequence > s.last""",
    ),
)
