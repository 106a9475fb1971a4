"""In which language a discussion is held, for those who hear it and for the browser's spelling."""

from guichet.inbox.link_lines import COUNTRIES, WORDS, language_of
from guichet.inbox.models import Order
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.catalogue import marketplace


def spoken_in(row: DiscussionRow, order: Order | None) -> str:
    """The customer's as the order tells it, else that of the marketplace's country; empty where none is."""
    told = str(order.data.get("customer_locale") or "") if order else ""
    entry = marketplace(row.marketplace)
    country = entry.country if entry else None
    is_known = told[:2].lower() in WORDS or country in COUNTRIES
    return language_of(told, country) if is_known else ""
