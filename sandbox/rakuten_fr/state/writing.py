"""Messages and mails come in: from buyers, from Rakuten's staff, from the seller."""

from datetime import datetime

from sandbox.rakuten_fr.state.model import OPERATOR, Entry, Item, Party
from sandbox.rakuten_fr.state.store import State


def write(
    state: State,
    item: Item,
    content: str,
    *,
    by: Party,
    at: datetime,
    subject: str | None = None,
    to: Party | None = None,
    through_api: bool = False,
    raw: str | None = None,
    parent_id: int | None = None,
) -> Entry:
    """Add a message or a mail; the caller holds the lock. The seller writes to the buyer unless told."""
    to = to or ("BUYER" if by == "SELLER" else "SELLER")
    is_mail = "RAKUTEN" in (by, to)
    names = {"BUYER": item.buyer, "RAKUTEN": OPERATOR, "SELLER": state.login}
    entry = Entry(
        kind="mail" if is_mail else "message",
        sender=names[by],
        recipient=names[to],
        at=at,
        content=content,
        status="SENT" if by == "SELLER" else "UNREAD",
        object=(subject or usual_subject(item)) if is_mail else None,
        mail_id=state.new_mail_id() if is_mail else None,
        parent_id=parent_id,
        through_api=through_api,
        raw=raw,
    )
    item.entries.append(entry)
    return entry


def usual_subject(item: Item) -> str:
    """Subjects name the item in brackets and are signed with a first name (reference section 7)."""
    return f"A propos de votre vente ({item.id}) - Nora (Service Clients Rakuten)"
