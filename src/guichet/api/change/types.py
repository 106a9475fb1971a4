"""Changes."""

import strawberry

from guichet.api.channel.types import Channel
from guichet.api.discussion.types import Discussion
from guichet.api.message.types import Message


@strawberry.type(description="A discussion that is new or changed.")
class Change:
    """As it is now, which may be more than the change that is told."""

    discussion: Discussion = strawberry.field(description="As it is now.")
    messages: list[Message] = strawberry.field(
        description="Its new and changed messages; empty where only the discussion changed."
    )


@strawberry.type(description="What changed, and from where to go on.")
class ChangePage:
    """One page of the feed."""

    nodes: list[Change] = strawberry.field(description="The discussions; one may come again on a later page.")
    cursor: str = strawberry.field(description="Keep it: `after` of the next question, now or in a month.")
    has_more: bool = strawberry.field(description="Whether to ask again at once.")
    begins_anew: bool = strawberry.field(
        description="The cursor was of another database (a backup was restored): all is told from the start."
    )
    blocked_channels: list[Channel] = strawberry.field(
        description="The channels that need a person now, whether that is new or not."
    )
