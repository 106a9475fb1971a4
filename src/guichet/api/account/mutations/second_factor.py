"""setRequiresSecondFactor."""

from guichet.accounts.actions.require_second_factor import require_second_factor
from guichet.api.account.types import AccountPayload, account
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import refusable


@mutation("Asks all members of the account for a second factor at sign-in: for owners who see all stores.")
@refusable(AccountPayload)
def set_requires_second_factor(info: Info, required: bool) -> AccountPayload:
    """By the action."""
    return AccountPayload(account=account(require_second_factor(info.context.viewer, is_required=required)))
