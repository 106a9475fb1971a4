"""Asking for tokens."""

from guichet.accounts.queries.tokens import tokens_of
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.token.types import ApiToken, api_token


@resolved(
    "The API tokens that still open something, newest first: the viewer's own, and to owners who see all "
    "stores everybody's. A token that may not manage sees itself."
)
def tokens(info: Info) -> list[ApiToken]:
    """By the query of accounts."""
    return [api_token(row) for row in tokens_of(info.context.viewer)]
