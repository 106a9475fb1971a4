"""updateProfile."""

from typing import Annotated

import strawberry

from guichet.accounts.actions import update_profile as action
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import refusable
from guichet.api.viewer.inputs import UpdateProfileInput
from guichet.api.viewer.types import ViewerPayload, viewer_type


@mutation("Changes the viewer's own profile: name, language, time zone and how the pages look and act.")
@refusable(ViewerPayload)
def update_profile(
    info: Info, given: Annotated[UpdateProfileInput, strawberry.argument(name="input")]
) -> ViewerPayload:
    """By `accounts.actions.update_profile`."""
    person = action.update_profile(info.context.viewer, given.changes())
    return ViewerPayload(viewer=viewer_type(person.name or person.email, person.email))
