"""What a list of discussions may be narrowed to."""

from datetime import datetime
from uuid import UUID

import strawberry

from guichet.api.enums import DiscussionStatus, DiscussionType
from guichet.api.ids import Kind, key_of
from guichet.inbox import models
from guichet.inbox.queries import discussion_filter


@strawberry.input(
    description="All conditions must hold; values inside one list are alternatives, so an empty list matches "
    "nothing. Null leaves a condition out."
)
class DiscussionFilter:
    """The contract's DiscussionFilter."""

    store_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of these stores.")
    marketplaces: list[str] | None = strawberry.field(
        default=None, description="Of these marketplaces, by catalogue code."
    )
    types: list[DiscussionType] | None = strawberry.field(default=None, description="About these matters.")
    statuses: list[DiscussionStatus] | None = strawberry.field(
        default=None, description="With these statuses."
    )
    is_read: bool | None = strawberry.field(default=None, description="Read, or unread.")
    needs_reply: bool | None = strawberry.field(
        default=None, description="True for discussions that wait for the merchant's answer."
    )
    order_id: str | None = strawberry.field(default=None, description="The marketplace's order id, whole.")
    participant: str | None = strawberry.field(
        default=None,
        description="Part of a participant's name or e-mail; case and accents are ignored.",
    )
    subject: str | None = strawberry.field(
        default=None, description="Part of the subject; case and accents are ignored."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Part of a subject, a participant, a message or an attachment's name; case and accents "
        "are ignored.",
    )
    last_message_after: datetime | None = strawberry.field(
        default=None, description="The last message is younger than this."
    )
    last_message_before: datetime | None = strawberry.field(
        default=None, description="The last message is older than this."
    )
    is_overdue: bool | None = strawberry.field(
        default=None, description="True for discussions whose `replyDueAt` has passed."
    )
    is_due_soon: bool | None = strawberry.field(
        default=None, description="True for discussions whose `replyDueAt` comes within two hours."
    )
    has_failed: bool | None = strawberry.field(
        default=None, description="True for discussions with a reply that could not be delivered."
    )


def stored_status(status: DiscussionStatus) -> models.DiscussionStatus:
    """The status as it is kept: NEW is another name of OPEN."""
    is_old_name = status is DiscussionStatus.NEW
    return models.DiscussionStatus.OPEN if is_old_name else models.DiscussionStatus(status.value)


def store_keys(store_ids: list[strawberry.ID] | None) -> tuple[UUID, ...] | None:
    """The stores of a condition; ids that are none of ours match nothing."""
    if store_ids is None:
        return None
    keys = [key_of(Kind.STORE, store_id) for store_id in store_ids]
    return tuple(key for key in keys if key is not None)


def wanted(given: DiscussionFilter | None) -> discussion_filter.DiscussionFilter:
    """The filter of the queries."""
    if given is None:
        return discussion_filter.DiscussionFilter()
    statuses = None if given.statuses is None else tuple(stored_status(s) for s in given.statuses)
    return discussion_filter.DiscussionFilter(
        store_ids=store_keys(given.store_ids),
        marketplaces=None if given.marketplaces is None else tuple(given.marketplaces),
        types=None if given.types is None else tuple(given.types),
        statuses=statuses,
        is_read=given.is_read,
        needs_reply=given.needs_reply,
        order_id=given.order_id,
        participant=given.participant,
        subject=given.subject,
        text=given.text,
        last_message_after=given.last_message_after,
        last_message_before=given.last_message_before,
        is_overdue=given.is_overdue,
        is_due_soon=given.is_due_soon,
        has_failed=given.has_failed,
    )
