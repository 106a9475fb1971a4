"""Who takes part in a discussion."""

import strawberry

from guichet.api.enums import ParticipantKind
from guichet.inbox.queries.discussion_row import ParticipantData


@strawberry.type(description="Someone in a discussion, as the marketplace names them.")
class Participant:
    """The contract's Participant."""

    kind: ParticipantKind = strawberry.field(description="Which side of the counter they stand on.")
    name: str = strawberry.field(description="As the marketplace gives it; may be empty.")
    email: str | None = strawberry.field(description="Often an alias that the marketplace made.")


def participant(data: ParticipantData) -> Participant:
    """From the stored fields."""
    return Participant(
        kind=ParticipantKind(data["kind"]), name=data.get("name") or "", email=data.get("email") or None
    )
