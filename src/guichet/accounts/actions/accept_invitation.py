"""Turns an invitation into a membership."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.models import Account, Invitation, Member, Person, Role, Store
from guichet.accounts.queries.invitations import invitation_behind
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.scope import within


@transaction.atomic
def accept_invitation(person: Person, token: str) -> Member:
    """By a signed-in person, once.

    RefusalError: NOT_FOUND for a link that opens nothing (any more), INVALID where it was sent to somebody
    else, CONFLICT for who belongs to the account already.
    """
    with answering(token) as invitation:
        if invitation.email != person.email:
            sentence = _("This invitation went to another e-mail address. Sign in with that one.")
            raise refuse(ErrorCode.INVALID, sentence)
        if Member.objects.filter(account_id=invitation.account_id, person=person).exists():
            raise refuse(ErrorCode.CONFLICT, _("You belong to this account already."))
        return made_member(invitation, person)


@contextmanager
def answering(token: str) -> Iterator[Invitation]:
    """The invitation, its account's turn taken: it is accepted, sent anew or withdrawn by one at a time."""
    found = invitation_behind(token)
    if found is None:
        raise no_such_invitation()
    with within(found.account_id):
        Account.objects.select_for_update(no_key=True).only("id").get(id=found.account_id)
        again = invitation_behind(token)
        if again is None:
            raise no_such_invitation()
        yield again


def no_such_invitation() -> RefusalError:
    """One sentence for a wrong link, a used one, a withdrawn one and an expired one."""
    sentence = _("This invitation is not valid any more. Ask who invited you for a new one.")
    return refuse(ErrorCode.NOT_FOUND, sentence)


def made_member(invitation: Invitation, person: Person) -> Member:
    """The membership as it was offered; stores that are gone by now are left out."""
    member = Member.objects.create(
        account_id=invitation.account_id, person=person, role=Role(invitation.role),
        sees_all_stores=invitation.sees_all_stores,
    )  # fmt: skip
    member.stores.set(Store.objects.filter(account_id=invitation.account_id, id__in=invitation.store_ids))
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    after = {"role": member.role, "invitation": str(invitation.pk)}
    record(viewer_of_member(member), "member.join", "member", member.pk, None, after)
    return member
