"""The to-do list: which items ask for attention, and why (getitemtodolist, reference section 6)."""

from collections.abc import Mapping

from guichet.platforms.rakuten_fr.document import Part

Causes = Mapping[str, frozenset[str]]
_UNREAD = "UNREAD"


def causes_of(root: Part) -> Causes:
    """Every cause of every item, in the list's order; an empty list may be an empty element or none."""
    found: dict[str, frozenset[str]] = {}
    for item in root.child("response").child("items").children("item"):
        item_id = item.text("itemid")
        if item_id is not None:
            found[item_id] = found.get(item_id, frozenset()) | _causes(item)
    return found


def _causes(item: Part) -> frozenset[str]:
    return frozenset(cause.content for cause in item.child("causes").children("cause") if cause.content)


def is_unread(causes: frozenset[str]) -> bool:
    """Whether somebody wrote what the seller has not read."""
    return any(cause.startswith(_UNREAD) for cause in causes)


def lasting(causes: frozenset[str]) -> frozenset[str]:
    """The causes that reading does not end: an open claim, and whatever nobody has seen yet."""
    return frozenset(cause for cause in causes if not cause.startswith(_UNREAD))
