"""removeSecondFactor."""

from typing import Annotated

import strawberry

from guichet.accounts.actions.remove_factor import remove_factor
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.person import person_of
from guichet.accounts.signing_in.proven import is_proven
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.viewer.signing_in import RemoveSecondFactorPayload


@strawberry.input(description="Which second factor, and the proof that it is its owner who asks.")
class RemoveSecondFactorInput:
    """As the page asks."""

    second_factor_id: strawberry.ID = strawberry.field(description="Of viewer.secondFactors.")
    current_password: str = strawberry.field(description="The one that signs in now.")


@mutation(
    "Takes an authenticator app or a passkey away; recovery codes go with the last one. By session only: "
    "adding one needs the browser, on /settings/security."
)
@refusable(RemoveSecondFactorPayload)
def remove_second_factor(
    info: Info, given: Annotated[RemoveSecondFactorInput, strawberry.argument(name="input")]
) -> RemoveSecondFactorPayload:
    """By `accounts.actions.remove_factor`."""
    viewer = info.context.viewer
    if viewer.token_id is not None:
        raise refuse(ErrorCode.FORBIDDEN, "A token may not change how its person signs in.")
    if not is_proven(person_of(viewer), given.current_password):
        message = "This is not your current password. Type it again."
        raise refuse(ErrorCode.INVALID, message, "current_password")
    remove_factor(viewer, required_key(Kind.FACTOR, given.second_factor_id, "secondFactorId").int)
    return RemoveSecondFactorPayload(removed_id=given.second_factor_id)
