"""From a session or a token to a viewer."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import ApiToken, Member, Person, Role
from guichet.accounts.tokens import digest_of
from guichet.accounts.viewer import Viewer

# A token's "last used" is written at most this often, so that reading does not turn into writing.
USED_STEP = timedelta(minutes=5)


def viewer_of_person(person: Person) -> Viewer | None:
    """The viewer of a signed-in person; None while they belong to no account."""
    member = Member.objects.filter(person=person).select_related("person").order_by("created_at").first()
    return None if member is None else viewer_of_member(member)


def viewer_of_token(token: str) -> Viewer | None:
    """The viewer of an API token; None when it is unknown, revoked or expired, or its person inactive."""
    now = timezone.now()
    found = (
        ApiToken.objects.filter(digest=digest_of(token), revoked_at=None, member__person__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .select_related("member__person")
        .first()
    )
    if found is None:
        return None
    if found.last_used_at is None or found.last_used_at < now - USED_STEP:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return viewer_of_member(found.member)


def viewer_of_member(member: Member) -> Viewer:
    """The viewer of a membership whose person is loaded."""
    stores = None if member.sees_all_stores else frozenset(member.stores.values_list("id", flat=True))
    return Viewer(
        account_id=member.account_id,
        member_id=member.pk,
        name=member.person.name or member.person.email,
        email=member.person.email,
        role=Role(member.role),
        store_ids=stores,
    )
