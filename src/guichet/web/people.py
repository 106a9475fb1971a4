"""Who is who in a discussion, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from guichet.inbox.queries.discussion_row import ParticipantData
from guichet.platforms.words import ParticipantKind

# What a reader calls each side.
ROLES = {
    ParticipantKind.CUSTOMER: gettext_lazy("customer"),
    ParticipantKind.MARKETPLACE: gettext_lazy("marketplace operator"),
    ParticipantKind.MERCHANT: gettext_lazy("merchant"),
}


def counterpart(people: Sequence[ParticipantData], marketplace_name: str) -> str:
    """The other side of the counter in one name: the customer where there is one, else the marketplace."""
    return name_of_kind(people, ParticipantKind.CUSTOMER) or (
        name_of_kind(people, ParticipantKind.MARKETPLACE) or marketplace_name
    )


def name_of_kind(people: Sequence[ParticipantData], kind: ParticipantKind) -> str:
    """The name, or else the address, of the first participant of a kind; empty where there is none."""
    for person in people:
        if person.get("kind") == kind:
            return person.get("name") or person.get("email") or ""
    return ""


def everybody(people: Sequence[ParticipantData]) -> str:
    """All names, for a tooltip."""
    return ", ".join(person.get("name") or person.get("email") or "" for person in people)
