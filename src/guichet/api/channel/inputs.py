"""What the mutations of channels are given."""

from collections.abc import Sequence

import strawberry

from guichet.accounts.errors import ErrorCode, refuse


@strawberry.input(description="One value that activation asks for.")
class CredentialInput:
    """The contract's CredentialInput."""

    name: str = strawberry.field(description="A name from `credentialFields`.")
    value: str = strawberry.field(description="Its value.")


@strawberry.input(description="Which marketplace to activate for which store.")
class ActivateChannelInput:
    """The contract's ActivateChannelInput."""

    store_id: strawberry.ID = strawberry.field(description="For this store.")
    marketplace: str = strawberry.field(description="A catalogue code.")
    credentials: list[CredentialInput] = strawberry.field(
        description="What `credentialFields` asks for; tried at the marketplace before anything is stored."
    )


@strawberry.input(description="What to change about a channel; what is null stays as it is.")
class UpdateChannelInput:
    """The contract's UpdateChannelInput."""

    channel_id: strawberry.ID = strawberry.field(description="This channel.")
    is_enabled: bool | None = strawberry.field(default=None, description="Switch it on or off.")
    credentials: list[CredentialInput] | None = strawberry.field(
        default=None, description="Values to replace; the others stay as they are."
    )
    reply_within_hours: int | None = strawberry.field(
        default=None,
        description="The seller's own time to answer, 1 to 720 hours and no more than the marketplace gives; "
        "0 takes it away. Deadlines are computed again at once.",
    )


def by_name(credentials: Sequence[CredentialInput]) -> dict[str, str]:
    """The values by their names; RefusalError INVALID when a name comes twice."""
    values = {given.name: given.value for given in credentials}
    if len(values) < len(credentials):
        raise refuse(ErrorCode.INVALID, "A credential is given twice; give each once.", "credentials")
    return values
