"""Who asks, and what they may see: the first argument of every query and action."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Role
from guichet.accounts.roles import Right, may


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member at work, by session or by token. `store_ids` None means all stores of the account.

    By a token the role is the weaker one of the member's and of the token's scope, and `token_id` says which.
    `needs_factor`: the account asks for a second factor, and this person, who is here by session, has none.
    """

    account_id: UUID
    member_id: UUID
    name: str
    email: str
    role: Role
    store_ids: frozenset[UUID] | None = None
    token_id: UUID | None = None
    needs_factor: bool = False

    @property
    def may_reply(self) -> bool:
        """Whether this member may work on conversations."""
        return may(self.role, Right.REPLY)

    @property
    def may_manage(self) -> bool:
        """Whether this member may change channels and settings."""
        return may(self.role, Right.MANAGE)

    @property
    def may_own(self) -> bool:
        """Whether this member may change who belongs to the account, and read its audit."""
        return may(self.role, Right.OWN)

    def must_reply(self) -> None:
        """RefusalError FORBIDDEN unless this member may work on conversations."""
        if not self.may_reply:
            raise refuse(ErrorCode.FORBIDDEN, _("Your role may only read. Ask an owner for the agent role."))

    def must_manage(self) -> None:
        """RefusalError FORBIDDEN unless this member may change channels and settings."""
        if not self.may_manage:
            raise refuse(ErrorCode.FORBIDDEN, _("Only owners and managers may change this. Ask one of them."))

    def must_own(self) -> None:
        """RefusalError FORBIDDEN unless this member owns the account."""
        if not self.may_own:
            raise refuse(ErrorCode.FORBIDDEN, _("Only owners may change this. Ask one of them."))
