"""Asking for members."""

from guichet.accounts.queries.members import members_of
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.member.types import Member, member


@resolved("Who belongs to the account, by name: for owners and managers.")
def members(info: Info) -> list[Member]:
    """All of them."""
    return [member(row) for row in members_of(info.context.viewer)]
