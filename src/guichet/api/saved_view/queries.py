"""Asking for views."""

from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.saved_view.types import View, view
from guichet.inbox.queries.views import views_of


@resolved("The viewer's own views and those that the team shares.")
def views(info: Info) -> list[View]:
    """In the order of the menu."""
    return [view(row) for row in views_of(info.context.viewer)]
