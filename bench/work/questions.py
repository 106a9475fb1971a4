"""What is asked of the list, by name."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bench.data.landmarks import BYGONE, RARE_NAME, RARE_SUBJECT, RARE_WORD
from bench.data.world import World
from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.platforms.words import DiscussionType

NEWEST = DiscussionOrder.LAST_MESSAGE_DESC
OPEN, CLOSED = (DiscussionStatus.OPEN,), (DiscussionStatus.CLOSED,)
UNFINISHED = (DiscussionStatus.OPEN, DiscussionStatus.PENDING)
# Held by no discussion: no word of the five languages or of the rare ones has it.
NOWHERE, NOWHERE_SHORT = "xylograveur", "qj"


@dataclass(frozen=True, slots=True)
class Question:
    """A list that somebody asks for."""

    name: str
    wanted: DiscussionFilter = field(default_factory=DiscussionFilter)
    order: DiscussionOrder = NEWEST


def filters(world: World) -> list[Question]:
    """Each filter alone, and those that people put together."""
    until = datetime.fromtimestamp(world.until, UTC)
    busy, quiet = UUID(world.store_ids[0]), UUID(world.store_ids[-1])
    usual, seldom = world.marketplaces[0], world.marketplaces[-1]
    year_ago = until - timedelta(days=365)
    asc, due = DiscussionOrder.LAST_MESSAGE_ASC, DiscussionOrder.REPLY_DUE_ASC
    product = (DiscussionType.PRODUCT,)
    return [
        Question("everything"),
        Question("open", DiscussionFilter(statuses=OPEN)),
        Question("open or pending", DiscussionFilter(statuses=UNFINISHED)),
        Question("busy store", DiscussionFilter(store_ids=(busy,))),
        Question("quiet store", DiscussionFilter(store_ids=(quiet,))),
        Question("two stores", DiscussionFilter(store_ids=(busy, quiet))),
        Question("usual marketplace", DiscussionFilter(marketplaces=(usual,))),
        Question("seldom marketplace", DiscussionFilter(marketplaces=(seldom,))),
        Question("about products", DiscussionFilter(types=product)),
        Question("unread", DiscussionFilter(is_read=False)),
        Question("read", DiscussionFilter(is_read=True)),
        Question("needs a reply", DiscussionFilter(needs_reply=True)),
        Question("overdue", DiscussionFilter(is_overdue=True)),
        Question("overdue, most urgent first", DiscussionFilter(is_overdue=True), due),
        Question("due soon, most urgent first", DiscussionFilter(is_due_soon=True), due),
        Question("overdue in a quiet store", DiscussionFilter(store_ids=(quiet,), is_overdue=True), due),
        Question("one order", DiscussionFilter(order_id=world.order_id)),
        Question("older than a year", DiscussionFilter(last_message_before=year_ago)),
        Question("open, oldest first", DiscussionFilter(statuses=OPEN), asc),
        Question("open, most urgent first", DiscussionFilter(statuses=OPEN), due),
        Question("everything, most urgent first", DiscussionFilter(), due),
        Question("open of a busy store", DiscussionFilter(store_ids=(busy,), statuses=OPEN)),
        Question("open of a quiet store", DiscussionFilter(store_ids=(quiet,), statuses=OPEN)),
        Question("open of a seldom marketplace", DiscussionFilter(marketplaces=(seldom,), statuses=OPEN)),
        Question("unread, closed, products", DiscussionFilter(is_read=False, statuses=CLOSED, types=product)),
        Question("open since over a year", DiscussionFilter(statuses=OPEN, last_message_before=year_ago)),
        Question("needs a reply in a quiet store", DiscussionFilter(store_ids=(quiet,), needs_reply=True)),
    ]


def searches() -> list[Question]:
    """Needles of every kind in every place."""
    return [
        Question("participant, rare", DiscussionFilter(participant=RARE_NAME)),
        Question("participant, common", DiscussionFilter(participant="marie")),
        Question("participant, none", DiscussionFilter(participant=NOWHERE)),
        Question("participant, two letters", DiscussionFilter(participant="zo")),
        Question("participant, two letters, none", DiscussionFilter(participant=NOWHERE_SHORT)),
        Question("subject, rare", DiscussionFilter(subject=RARE_SUBJECT)),
        Question("subject, common", DiscussionFilter(subject="commande")),
        Question("subject, common a year ago", DiscussionFilter(subject=BYGONE)),
        Question("subject, none", DiscussionFilter(subject=NOWHERE)),
        Question("subject, two letters, none", DiscussionFilter(subject=NOWHERE_SHORT)),
        Question("text, rare", DiscussionFilter(text=RARE_WORD)),
        Question("text, common", DiscussionFilter(text="bonjour")),
        Question("text, common a year ago", DiscussionFilter(text=BYGONE)),
        Question("text, none", DiscussionFilter(text=NOWHERE)),
        Question("text, two letters", DiscussionFilter(text="re")),
        Question("text, two letters, none", DiscussionFilter(text=NOWHERE_SHORT)),
        Question("text, a phrase", DiscussionFilter(text="merci d'avance")),
        Question("text, number", DiscussionFilter(text="40817")),
        Question("open, participant common", DiscussionFilter(statuses=OPEN, participant="marie")),
        Question("open, text common a year ago", DiscussionFilter(statuses=OPEN, text=BYGONE)),
        Question("participant and text common", DiscussionFilter(participant="marie", text="colis")),
    ]
