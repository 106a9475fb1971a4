"""What is asked about retention."""

import strawberry

from guichet.api.enums import Platform
from guichet.api.ids import Kind, required_key
from guichet.inbox.retention.customer import Sought


@strawberry.input(description="How long personal data stays from now on.")
class SaveRetentionRuleInput:
    """For a platform or for all others."""

    platform: Platform | None = strawberry.field(
        default=None, description="The platform; null: all that have no rule of their own."
    )
    days: int | None = strawberry.field(
        default=None, description="1 to 3650 days after delivery or the last message; null keeps everything."
    )
    includes_open: bool = strawberry.field(
        default=False, description="Whether discussions that are not solved go too."
    )


@strawberry.input(description="One customer: by e-mail address, or within a channel by name or id.")
class CustomerInput:
    """Whom it is about."""

    email: str | None = strawberry.field(default=None, description="The address, in all visible stores.")
    channel_id: strawberry.ID | None = strawberry.field(default=None, description="The channel, else.")
    participant: str | None = strawberry.field(
        default=None, description="Their name or the marketplace's id of them, with `channelId`."
    )


@strawberry.input(description="Whom to erase.")
class EraseCustomerInput:
    """With a confirmation."""

    customer: CustomerInput = strawberry.field(description="Whom.")
    confirmation: str = strawberry.field(description="The address, name or id once more.")


def sought(given: CustomerInput) -> Sought:
    """As the room takes it; RefusalError NOT_FOUND for what is no channel."""
    channel = required_key(Kind.CHANNEL, given.channel_id, "channelId") if given.channel_id else None
    return Sought(given.email or "", channel, given.participant or "")
