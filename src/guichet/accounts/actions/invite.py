"""Asks somebody to join the account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.keepers import take_turns
from guichet.accounts.models import Invitation, Role
from guichet.accounts.queries.invitations import open_invitations
from guichet.accounts.queries.members import members
from guichet.accounts.reach import Reach, checked_reach, told
from guichet.accounts.tokens import digest_of, new_link_token
from guichet.accounts.viewer import Viewer

LASTS = timedelta(days=7)
MOST = 100
LONGEST = 254  # RFC 5321, 4.5.3.1.3


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, and the token of its link: the only time that it is seen."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(viewer: Viewer, email: str, role: Role, store_ids: Collection[UUID] | None = None) -> Invited:
    """Owners only; nothing is told of people outside this account. `store_ids` None: all stores.

    RefusalError: FORBIDDEN, INVALID for an address, CONFLICT for a member and for an invitation that waits,
    TOO_LARGE past 100 of them, and those of `checked_reach`.
    """
    viewer.must_own()
    address = _address(email)
    reach = checked_reach(viewer, store_ids)
    take_turns(viewer)
    _must_be_new(viewer, address)
    token = new_link_token()
    invitation = Invitation.objects.create(
        account_id=viewer.account_id, email=address, role=role, sees_all_stores=reach is None,
        store_ids=sorted(reach or ()), invited_by_id=viewer.member_id, digest=digest_of(token),
        expires_at=timezone.now() + LASTS,
    )  # fmt: skip
    _note(viewer, invitation, reach)
    return Invited(invitation, token)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > LONGEST:
        sentence = _("This is no e-mail address. Write one such as lina@example.com.")
        raise refuse(ErrorCode.INVALID, sentence, "email")
    return address


def _must_be_new(viewer: Viewer, address: str) -> None:
    if members(viewer).filter(person__email=address).exists():
        raise refuse(ErrorCode.CONFLICT, _("This person belongs to the account already."), "email")
    waiting, now = open_invitations(viewer), timezone.now()
    waiting.filter(email=address, expires_at__lte=now).update(withdrawn_at=now)
    if waiting.filter(email=address).exists():
        sentence = _("This address is invited already. Send the invitation again, or withdraw it.")
        raise refuse(ErrorCode.CONFLICT, sentence, "email")
    if waiting.count() >= MOST:
        sentence = _("%(most)s invitations wait already. Withdraw some first.")
        raise refuse(ErrorCode.TOO_LARGE, sentence % {"most": MOST})


def _note(viewer: Viewer, invitation: Invitation, reach: Reach) -> None:
    after = {"email": invitation.email, "role": invitation.role, "stores": told(reach)}
    record(viewer, "invitation.send", "invitation", invitation.pk, None, after)
