"""changePassword."""

from typing import Annotated

import strawberry
from django.contrib.auth import update_session_auth_hash

from guichet.accounts.actions import change_password as action
from guichet.accounts.models import Person
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import refusable
from guichet.api.viewer.inputs import ChangePasswordInput
from guichet.api.viewer.types import ViewerPayload, viewer_type


@mutation("Changes the viewer's own password. All other sessions end; API tokens stay.")
@refusable(ViewerPayload)
def change_password(
    info: Info, given: Annotated[ChangePasswordInput, strawberry.argument(name="input")]
) -> ViewerPayload:
    """By `accounts.actions.change_password`; a session that asks goes on."""
    viewer, request = info.context.viewer, info.context.request
    person = action.change_password(viewer, given.current_password, given.new_password)
    if isinstance(request.user, Person) and request.user.pk == person.pk:
        update_session_auth_hash(request, person)
    return ViewerPayload(viewer=viewer_type(viewer.name, viewer.email))
