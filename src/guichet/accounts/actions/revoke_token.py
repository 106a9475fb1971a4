"""Ends an API token."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guichet.accounts.audit import record
from guichet.accounts.models import ApiToken
from guichet.accounts.queries.tokens import token_of
from guichet.accounts.viewer import Viewer


@transaction.atomic
def revoke_token(viewer: Viewer, token_id: UUID) -> ApiToken:
    """From the next request on it opens nothing; once more changes nothing. A token may revoke itself.

    RefusalError NOT_FOUND for a token that the viewer does not see.
    """
    token = token_of(viewer, token_id, lock=True)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(
            viewer, "token.revoke", "token", token.pk, None, {"name": token.name, "member": token.member_id}
        )
    return token
