"""Asking who asks."""

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.viewer.types import Viewer


@resolved("Who the token or the session belongs to, and what it may see.")
def viewer(info: Info) -> Viewer:
    """The viewer of the request."""
    return Viewer(name=info.context.viewer.name, email=info.context.viewer.email or None)
