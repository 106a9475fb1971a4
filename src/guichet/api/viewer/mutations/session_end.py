"""endSession and endOtherSessions."""

import strawberry

from guichet.accounts.actions import end_session as action
from guichet.accounts.viewer import Viewer
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, required_key
from guichet.api.user_error import refusable
from guichet.api.viewer.signing_in import EndSessionsPayload


@mutation("Signs the viewer out in one browser. A token needs more than the scope READ.")
@refusable(EndSessionsPayload)
def end_session(info: Info, session_id: strawberry.ID) -> EndSessionsPayload:
    """By `accounts.actions.end_session`."""
    viewer = _allowed(info.context.viewer)
    action.end_session(viewer, required_key(Kind.SESSION, session_id, "sessionId").int)
    return EndSessionsPayload(ended=1)


@mutation(
    "Signs the viewer out in all browsers but the one that asks. A token needs more than the scope READ."
)
@refusable(EndSessionsPayload)
def end_other_sessions(info: Info) -> EndSessionsPayload:
    """By `accounts.actions.end_session`."""
    viewer = _allowed(info.context.viewer)
    return EndSessionsPayload(
        ended=action.end_other_sessions(viewer, info.context.request.session.session_key)
    )


def _allowed(viewer: Viewer) -> Viewer:
    """A reader may sign out as everybody may; a token that only reads may not do it for them."""
    if viewer.token_id is not None:
        viewer.must_reply()
    return viewer
