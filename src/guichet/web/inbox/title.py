"""What the list is called."""

from guichet.web.inbox.asked import Asked
from guichet.web.inbox.row import STATUS_NAMES

SORTED = {
    "due": "most urgent first",
    "last": "newest message first",
    "-last": "oldest message first",
}


def here_of(asked: Asked) -> str:
    """The key of the menu entry that shows this list; empty where none does."""
    if asked.is_late:
        return "overdue"
    if asked.is_unanswered:
        return "unanswered"
    if asked.is_failed:
        return "failed"
    if asked.is_read is False and not asked.statuses:
        return "unread"
    if not asked.statuses:
        return "all"
    return asked.statuses[0].value.lower() if len(asked.statuses) == 1 else ""


def title_of(asked: Asked) -> str:
    """The heading: a view's name, or the statuses chosen."""
    named = {
        "overdue": "Overdue",
        "unanswered": "Unanswered",
        "failed": "Not sent",
        "unread": "Unread",
        "all": "All",
    }
    return named.get(here_of(asked)) or ", ".join(STATUS_NAMES[s.value] for s in asked.statuses)


def caption_of(asked: Asked, store_name: str) -> str:
    """The table's caption, for those who hear it."""
    return f"{title_of(asked)} discussions of {store_name}, {SORTED[asked.sort]}"
