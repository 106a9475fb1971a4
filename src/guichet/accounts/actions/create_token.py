"""Issues an API token."""

from guichet.accounts.models import ApiToken, Member
from guichet.accounts.tokens import digest_of, new_token


def create_token(member: Member, name: str) -> str:
    """Store the digest of a new token and return the token: the only time that it is seen."""
    token = new_token()
    ApiToken.objects.create(account_id=member.account_id, member=member, name=name, digest=digest_of(token))
    return token
