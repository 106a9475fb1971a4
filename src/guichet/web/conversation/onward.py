"""Where the work goes on after a discussion is solved."""

from uuid import UUID

from django.http import HttpRequest

from guichet.accounts.models import Person
from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.discussions import discussion_by_id
from guichet.web.conversation.came_from import address_of, came_from
from guichet.web.inbox.asked import asked_of


def opens_next(request: HttpRequest) -> bool:
    """Whether this person wants the next conversation once one is solved."""
    return isinstance(request.user, Person) and request.user.opens_next


def next_after(request: HttpRequest, viewer: Viewer, discussion_id: UUID) -> str:
    """The next conversation of the list that this one was reached from; empty where there is none.

    Asked before anything changes: an answer moves its discussion, and a solved one leaves the list.
    """
    row = discussion_by_id(viewer, discussion_id) if opens_next(request) else None
    if row is None:
        return ""
    address = address_of(request)
    return came_from(address, viewer, asked_of(address, viewer), row).next_link
