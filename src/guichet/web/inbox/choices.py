"""The filter menus of the list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.inbox.models import DiscussionStatus
from guichet.inbox.queries.counts import Counts
from guichet.platforms.words import DiscussionType
from guichet.web.inbox.asked import Asked
from guichet.web.marketplaces import name_of
from guichet.web.shell.shell import Shell
from guichet.web.statuses import STATUS_NAMES, TYPES


@dataclass(frozen=True, slots=True)
class Choice:
    """A tick box of a filter menu; `status` is set where it is drawn as a status."""

    value: str
    label: str
    is_chosen: bool
    count: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One filter: its parameter, its title and its boxes."""

    name: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> str:
        """What the closed menu says is set."""
        labels = [choice.label for choice in self.choices if choice.is_chosen]
        if len(labels) < 3:
            return ", ".join(labels)
        return ngettext("%(count)s chosen", "%(count)s chosen", len(labels)) % {"count": len(labels)}


def choices_of(asked: Asked, shell: Shell, *, with_counts: bool = True) -> tuple[Menu, ...]:
    """Status, type, marketplace, read; a part of the page shows no boxes, and so needs no numbers."""
    counts = shell.counts if with_counts else Counts()
    return (
        Menu("status", _("Status"), tuple(_status(s, asked, counts) for s in DiscussionStatus)),
        Menu("type", _("Type"), tuple(_type(t, asked) for t in TYPES)),
        Menu("marketplace", _("Marketplace"), _marketplaces(asked, shell)),
        Menu(
            "read",
            _("Read"),
            (
                Choice("unread", _("Unread"), asked.is_read is False),
                Choice("read", _("Read"), asked.is_read is True),
            ),
        ),
    )


def _status(status: DiscussionStatus, asked: Asked, counts: Counts) -> Choice:
    known = {DiscussionStatus.OPEN: counts.open, DiscussionStatus.PENDING: counts.pending}
    value = status.value.lower()
    return Choice(value, str(STATUS_NAMES[status]), status in asked.statuses, known.get(status, 0), value)


def _type(kind: DiscussionType, asked: Asked) -> Choice:
    return Choice(kind.value.lower(), str(TYPES[kind][1]), kind in asked.types)


def _marketplaces(asked: Asked, shell: Shell) -> tuple[Choice, ...]:
    """Those that are or were activated for the stores in view, and whatever the address names."""
    codes = {c.marketplace for c in shell.briefs if shell.store is None or c.store_id == shell.store.pk}
    found = [
        Choice(code, name_of(code), code in asked.marketplaces) for code in {*codes, *asked.marketplaces}
    ]
    return tuple(sorted(found, key=lambda choice: choice.label.casefold()))
