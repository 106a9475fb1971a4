"""Queries for the commonest jobs, kept as files so that tests and documents use the very same."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

TITLES = {
    "waiting": _("Discussions that wait for an answer"),
    "conversation": _("A conversation with its order"),
    "search": _("Find a customer's discussions"),
    "reply": _("Reply and solve"),
    "upload": _("Send a file with a reply"),
    "status": _("Change the status of several"),
    "ticket": _("Link a discussion to your own ticket"),
    "changes": _("What came since yesterday"),
    "channels": _("How the marketplaces are doing"),
    "activate": _("Activate a marketplace"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A query and the variables it is tried with."""

    name: str
    title: str
    query: str


@cache
def _text(name: str) -> str:
    return files("guichet.web.playground").joinpath("queries", f"{name}.graphql").read_text(encoding="utf-8")


def examples() -> list[Example]:
    """All of them, titled in the reader's language."""
    return [Example(name, str(title), _text(name)) for name, title in TITLES.items()]
