"""Why the list is empty, and what to do next: one sentence, one step."""

from dataclasses import dataclass

from django.http import QueryDict

from guichet.sync.health import progress_of
from guichet.web.inbox.asked import Asked
from guichet.web.inbox.listing import Listing
from guichet.web.inbox.row import STATUS_NAMES
from guichet.web.money import count
from guichet.web.shell.shell import Shell


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
    if not shell.channels:
        return _no_marketplace(shell)
    if asked.after is not None:
        return Empty("Nothing older", "These were all discussions of this list.", (_first_page(query),))
    if asked.searches:
        return _no_match(asked, listing, query)
    if any(progress_of(channel) for channel in shell.channels):
        return _first_synchronisation()
    return _all_done(shell, asked)


def _no_marketplace(shell: Shell) -> Empty:
    if not shell.viewer.may_manage:
        text = "Messages appear here once an owner or manager has activated a marketplace."
        return Empty("No marketplace yet", text, ())
    text = "Activate one marketplace, and its messages appear here."
    return Empty("No marketplace yet", text, (Step("Choose marketplaces", "/marketplaces", is_primary=True),))


def _no_match(asked: Asked, listing: Listing, query: QueryDict) -> Empty:
    wider = query.copy()
    for key in ("status", "due", "unanswered", "delivery", "read", "after", "seen"):
        wider.pop(key, None)
    wider["status"] = "all"
    steps = [Step("Clear filters", f"/?store={asked.store.pk}" if asked.store else "/")]
    if listing.elsewhere:
        steps.insert(0, Step("Search all statuses", f"/?{wider.urlencode()}"))
    found = f" {count(listing.elsewhere)} match in other statuses." if listing.elsewhere else ""
    return Empty("No discussion matches", f"{_described(asked)}.{found}", tuple(steps))


def _described(asked: Asked) -> str:
    parts = ["Status " + " or ".join(STATUS_NAMES[s.value] for s in asked.statuses)] if asked.statuses else []
    typed = {
        "order ID": asked.order_id,
        "name or e-mail contains": asked.participant,
        "subject contains": asked.subject,
        "text contains": asked.text,
    }
    parts += [f"{label} “{words}”" for label, words in typed.items() if words]
    parts += ["type " + " or ".join(t.value.lower() for t in asked.types)] if asked.types else []
    parts += ["only the marketplaces chosen"] if asked.marketplaces else []
    described = ", ".join(parts)
    return described[:1].upper() + described[1:]


def _first_synchronisation() -> Empty:
    text = "The first synchronisation is running. Discussions appear here as they are read, newest first."
    return Empty(
        "Messages are on their way", text, (Step("See how it goes", "/marketplaces"),), shows_progress=True
    )


def _all_done(shell: Shell, asked: Asked) -> Empty:
    where = shell.store.name if shell.store else "your stores"
    names = " or ".join(STATUS_NAMES[s.value].lower() for s in asked.statuses)
    title = f"Nothing {names}" if names else "Nothing here"
    text = f"No discussion of {where} is in this list. New messages are fetched by themselves."
    store = f"&store={asked.store.pk}" if asked.store else ""
    if shell.counts.pending and "pending" not in names:
        return Empty(
            title, text, (Step(f"See pending ({count(shell.counts.pending)})", f"/?status=pending{store}"),)
        )
    return Empty(title, text, (Step("See all discussions", f"/?status=all{store}"),))


def _first_page(query: QueryDict) -> Step:
    first = query.copy()
    first.pop("after", None)
    first.pop("seen", None)
    return Step("Back to the first page", f"/?{first.urlencode()}")
