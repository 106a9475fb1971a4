"""What the list is called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.web.inbox.asked import Asked
from guichet.web.statuses import STATUS_NAMES

SORTED = {
    "due": gettext_lazy("most urgent first"),
    "last": gettext_lazy("newest message first"),
    "-last": gettext_lazy("oldest message first"),
}
NAMED = {
    "overdue": gettext_lazy("Overdue"),
    "due_soon": gettext_lazy("Due soon"),
    "unanswered": gettext_lazy("Unanswered"),
    "failed": gettext_lazy("Not sent"),
    "unread": gettext_lazy("Unread"),
    "all": gettext_lazy("All"),
}


def here_of(asked: Asked) -> str:
    """The key of the menu entry that shows this list; empty where none does."""
    if asked.due:
        return "overdue" if asked.due == "late" else "due_soon"
    if asked.is_unanswered:
        return "unanswered"
    if asked.is_failed:
        return "failed"
    if asked.is_read is False and not asked.statuses:
        return "unread"
    if asked.is_read is not None:
        return ""
    if not asked.statuses:
        return "all"
    return asked.statuses[0].value.lower() if len(asked.statuses) == 1 else ""


def title_of(asked: Asked) -> str:
    """The heading: a view's name, or the statuses chosen."""
    named = NAMED.get(here_of(asked))
    if named or not asked.statuses:
        return str(named or NAMED["all"])
    return ", ".join(str(STATUS_NAMES[s.value]) for s in asked.statuses)


def caption_of(title: str, asked: Asked, store_name: str) -> str:
    """The table's caption, for those who hear it."""
    words = {"title": title, "store": store_name, "order": SORTED[asked.sort]}
    return _("%(title)s: discussions of %(store)s, %(order)s") % words
