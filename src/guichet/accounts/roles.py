"""What each role may do: the one table, asked by every action and shown to people."""

from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from guichet.accounts.models.member import Role

EVERYBODY = frozenset(Role)


class Right(Enum):
    """What an action asks of the one who wants it done."""

    READ = "read"
    REPLY = "reply"
    MANAGE = "manage"
    OWN = "own"


# Who holds which right.
HOLDERS = MappingProxyType(
    {
        Right.READ: EVERYBODY,
        Right.REPLY: EVERYBODY - {Role.READER},
        Right.MANAGE: frozenset({Role.OWNER, Role.MANAGER}),
        Right.OWN: frozenset({Role.OWNER}),
    }
)


class Deed(NamedTuple):
    """A line of the table as people read it."""

    what: Promise
    right: Right


DEEDS = (
    Deed(gettext_lazy("Read conversations, orders, files and invoices; keep own views"), Right.READ),
    Deed(gettext_lazy("Make API tokens of their own"), Right.READ),
    Deed(gettext_lazy("Answer, change statuses, share views"), Right.REPLY),
    Deed(gettext_lazy("Make, credit and file invoices"), Right.REPLY),
    Deed(gettext_lazy("Activate, change and stop marketplaces"), Right.MANAGE),
    Deed(gettext_lazy("Change invoice settings; remove invoices made elsewhere"), Right.MANAGE),
    Deed(gettext_lazy("Change the views that others share"), Right.MANAGE),
    Deed(gettext_lazy("Make webhooks; see how Guichet fares"), Right.MANAGE),
    Deed(gettext_lazy("See who belongs to the account"), Right.MANAGE),
    Deed(gettext_lazy("Invite, change and remove people; ask them for a second step at sign-in"), Right.OWN),
    Deed(gettext_lazy("Add, rename and remove stores; rename the company"), Right.OWN),
    Deed(gettext_lazy("See what retention erases; export a customer’s data"), Right.MANAGE),
    Deed(gettext_lazy("Say how long personal data stays; erase a customer’s data"), Right.OWN),
    Deed(gettext_lazy("Read the audit; end everybody’s API tokens"), Right.OWN),
)

ROLE_NAMES = MappingProxyType(
    {
        Role.OWNER: gettext_lazy("Owner"),
        Role.MANAGER: gettext_lazy("Manager"),
        Role.AGENT: gettext_lazy("Agent"),
        Role.READER: gettext_lazy("Reader"),
    }
)


def may(role: Role, right: Right) -> bool:
    """Whether a role holds a right."""
    return role in HOLDERS[right]


def roles_page() -> str:
    """The table in Markdown, as `docs/roles.md` keeps it."""
    head = ["What a member may do", *(str(name) for name in ROLE_NAMES.values())]
    lines = [[str(deed.what), *("yes" if may(r, deed.right) else "" for r in ROLE_NAMES)] for deed in DEEDS]
    rows = [head, ["---"] * len(head), *lines]
    return INTRODUCTION + "".join(f"| {' | '.join(row)} |\n" for row in rows)


INTRODUCTION = """# What each role may do

Printed from `src/guichet/accounts/roles.py` by `make roles`; every action asks the same table.

A role holds within the stores that a member sees: all of the account, or some. An API token has at most the
role and the stores of its member.

"""
