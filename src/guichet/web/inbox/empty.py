"""Why the list is empty, and what to do next: one sentence, one step."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guichet.inbox.models import DiscussionStatus
from guichet.sync.health import progress_of
from guichet.web.inbox.asked import Asked
from guichet.web.inbox.described import described
from guichet.web.inbox.listing import Listing
from guichet.web.money import count
from guichet.web.shell.shell import Shell

NOTHING = {
    DiscussionStatus.OPEN: gettext_lazy("Nothing open"),
    DiscussionStatus.PENDING: gettext_lazy("Nothing pending"),
    DiscussionStatus.SOLVED: gettext_lazy("Nothing solved"),
    DiscussionStatus.CLOSED: gettext_lazy("Nothing closed"),
}
STATE = ("status", "due", "unanswered", "delivery", "read", "after", "before", "seen")


@dataclass(frozen=True, slots=True)
class Step:
    """A link out of an empty page."""

    label: str
    link: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """An empty state; `shows_progress` asks for the bars of first synchronisations."""

    title: str
    text: str
    steps: tuple[Step, ...]
    shows_progress: bool = False


def empty_of(shell: Shell, asked: Asked, listing: Listing, query: QueryDict) -> Empty:
    """The empty state that fits."""
    if not shell.briefs:
        return _no_marketplace(shell)
    if asked.after is not None:
        text = _("These were all discussions of this list.")
        return Empty(_("Nothing older"), text, (_first_page(query),))
    if asked.searches:
        return _no_match(asked, listing, query)
    if any(progress_of(channel) for channel in shell.briefs):
        return _first_synchronisation()
    return _all_done(shell, asked)


def _no_marketplace(shell: Shell) -> Empty:
    title = _("No marketplace yet")
    if not shell.viewer.may_manage:
        text = _("Messages appear here once an owner or manager has activated a marketplace.")
        return Empty(title, text, ())
    text = _("Activate one marketplace, and its messages appear here.")
    return Empty(title, text, (Step(_("Choose marketplaces"), "/marketplaces", is_primary=True),))


def _no_match(asked: Asked, listing: Listing, query: QueryDict) -> Empty:
    wider = query.copy()
    for key in STATE:
        wider.pop(key, None)
    wider["status"] = "all"
    steps = [Step(_("Clear filters"), f"/?store={asked.store.pk}" if asked.store else "/")]
    text = _("%(filters)s.") % {"filters": described(asked)}
    if listing.elsewhere:
        steps.insert(0, Step(_("Search all statuses"), f"/?{wider.urlencode()}"))
        words = ngettext(
            "%(count)s matches in other statuses.", "%(count)s match in other statuses.", listing.elsewhere
        )
        text = f"{text} {words % {'count': count(listing.elsewhere)}}"
    return Empty(_("No discussion matches"), text, tuple(steps))


def _first_synchronisation() -> Empty:
    text = _("The first synchronisation is running. Discussions appear here as they are read, newest first.")
    step = Step(_("See how it goes"), "/marketplaces")
    return Empty(_("Messages are on their way"), text, (step,), shows_progress=True)


def _all_done(shell: Shell, asked: Asked) -> Empty:
    one = asked.statuses[0] if len(asked.statuses) == 1 else None
    title = str(NOTHING[one]) if one and asked.is_read is None else _("Nothing here")
    if shell.store:
        text = _("No discussion of %(store)s is in this list. New messages are fetched by themselves.")
        text %= {"store": shell.store.name}
    else:
        text = _("No discussion of your stores is in this list. New messages are fetched by themselves.")
    return Empty(title, text, (_elsewhere(shell, asked),))


def _elsewhere(shell: Shell, asked: Asked) -> Step:
    store = f"&store={asked.store.pk}" if asked.store else ""
    if shell.counts.pending and "PENDING" not in asked.statuses:
        label = _("See pending (%(count)s)") % {"count": count(shell.counts.pending, 1_000)}
        return Step(label, f"/?status=pending{store}")
    return Step(_("See all discussions"), f"/?status=all{store}")


def _first_page(query: QueryDict) -> Step:
    first = query.copy()
    for key in ("after", "before", "seen"):
        first.pop(key, None)
    return Step(_("Back to the first page"), f"/?{first.urlencode()}")
