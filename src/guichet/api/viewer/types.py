"""Who asks."""

import strawberry

from guichet.accounts.queries.account import account_of
from guichet.api.account.types import Account, account
from guichet.api.context import Info
from guichet.api.enums import MemberRole
from guichet.api.field import resolved
from guichet.api.store.types import Store, store
from guichet.api.user_error import UserError
from guichet.api.viewer.signing_in import SecondFactor, Session, second_factors, sessions


@strawberry.type(description="A member of an account at work, by session or by token.")
class Viewer:
    """The contract's Viewer."""

    name: str = strawberry.field(description="The member's name.")
    email: str | None = strawberry.field(description="The member's address.")

    @resolved("The account that they work in.")
    def account(self, info: Info) -> Account:
        """From its row."""
        return account(account_of(info.context.viewer))

    @resolved("What they may do; by token no more than its scope allows.")
    def role(self, info: Info) -> MemberRole:
        """As every action asks it."""
        return info.context.viewer.role

    @resolved("The stores that they may see.")
    def stores(self, info: Info) -> list[Store]:
        """From the stores of the request."""
        return [store(row) for row in info.context.stores.values()]

    @resolved("Where they are signed in: the one that asks first, then those seen last.")
    def sessions(self, info: Info) -> list[Session]:
        """From `api.viewer.signing_in`."""
        return sessions(info)

    @resolved("What sign-in asks for besides the password.")
    def second_factors(self, info: Info) -> list[SecondFactor]:
        """From `api.viewer.signing_in`."""
        return second_factors(info)

    @resolved("The language of their pages; null for the browser's.")
    def language(self, info: Info) -> str | None:
        """From the profile."""
        return info.context.person.language or None

    @resolved("The IANA name of the time zone of their pages; null for the browser's.")
    def time_zone(self, info: Info) -> str | None:
        """From the profile."""
        return info.context.person.time_zone or None

    @resolved("light or dark; null for the system's.")
    def theme(self, info: Info) -> str | None:
        """From the profile."""
        return info.context.person.theme or None

    @resolved("comfortable, or null for compact rows.")
    def density(self, info: Info) -> str | None:
        """From the profile."""
        return info.context.person.density or None

    @resolved("Whether the next conversation opens after one is solved.")
    def opens_next(self, info: Info) -> bool:
        """From the profile."""
        return info.context.person.opens_next

    @resolved("Whether single keys act in the pages.")
    def has_single_keys(self, info: Info) -> bool:
        """From the profile."""
        return info.context.person.has_single_keys


@strawberry.type(description="What became of the request about the viewer's own profile.")
class ViewerPayload:
    """The viewer afterwards."""

    viewer: Viewer | None = strawberry.field(default=None, description="Null where there are errors.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


def viewer_type(name: str, email: str) -> Viewer:
    """From what a person is called."""
    return Viewer(name=name, email=email or None)
