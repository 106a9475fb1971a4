"""renameAccount."""

from guichet.accounts.actions import rename_account as action
from guichet.api.account.types import AccountPayload, account
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import refusable


@mutation("Gives the company another name: for owners who see all stores.")
@refusable(AccountPayload)
def rename_account(info: Info, name: str) -> AccountPayload:
    """By the action."""
    return AccountPayload(account=account(action.rename_account(info.context.viewer, name)))
