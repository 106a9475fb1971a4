"""From a session or a token to a viewer."""

from collections import OrderedDict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import ApiToken, Member, Person, Role
from guichet.accounts.queries.quick import quick
from guichet.accounts.scope import everywhere, within, within_or_everywhere
from guichet.accounts.token_scope import capped_role, narrowed
from guichet.accounts.tokens import digest_of
from guichet.accounts.viewer import Viewer

# A token's "last used" is written at most this often, so that reading does not turn into writing.
USED_STEP = timedelta(minutes=5)
WHO_HOLDS = """
SELECT t.id, t.last_used_at, t.scope, t.store_ids, m.account_id, m.id, p.name, p.email, m.role,
    CASE WHEN m.sees_all_stores THEN NULL
         ELSE ARRAY(SELECT s.store_id FROM member_stores s WHERE s.member_id = m.id) END
FROM api_token t JOIN member m ON m.id = t.member_id JOIN person p ON p.id = m.person_id
WHERE t.digest = %s AND t.revoked_at IS NULL AND p.is_active
    AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp())
"""
# The accounts of tokens met before, by digest. A token never moves to another; whether it still opens one is
# asked each time, yet PostgreSQL need not be told first to look everywhere and then to look there alone.
MOST_KNOWN = 10_000
_accounts: OrderedDict[bytes, UUID] = OrderedDict()
# "Last seen" as seldom as that: for people, the hour is enough.
SEEN_STEP = timedelta(hours=1)
# The key in the session of the account that somebody with several works in.
CHOSEN_ACCOUNT = "account"
WHERE_THEY_BELONG = """
SELECT m.account_id, m.id, m.role, m.sees_all_stores, m.last_seen_at,
    ARRAY(SELECT s.store_id FROM member_stores s WHERE s.member_id = m.id),
    a.requires_second_factor AND NOT EXISTS (
        SELECT 1 FROM mfa_authenticator f WHERE f.user_id = m.person_id AND f.type <> 'recovery_codes')
FROM member m JOIN account a ON a.id = m.account_id
WHERE m.person_id = %(person)s AND (%(chosen)s::uuid IS NULL OR m.account_id = %(chosen)s::uuid)
ORDER BY m.created_at LIMIT 1
"""


def viewer_of_person(person: Person, chosen: str | None = None) -> Viewer | None:
    """The viewer of a signed-in person in the account chosen, else in the first they joined.

    None while they belong to none, or not to the chosen one any more: what was meant for one account is never
    done in another. By hand, as for tokens.
    """
    now = timezone.now()
    with within_or_everywhere(chosen, "where a person belongs"):
        found = _membership(person, chosen)
        if found is None:
            return None
        account_id, member_id, role, sees_all, seen_at, stores, needs_factor = found
        if seen_at is None or seen_at < now - SEEN_STEP:
            Member.objects.filter(pk=member_id).update(last_seen_at=now)
    visible = None if sees_all else frozenset(stores)
    return Viewer(
        account_id, member_id, person.name or person.email, person.email, Role(role), visible,
        needs_factor=needs_factor,
    )  # fmt: skip


def _membership(person: Person, chosen: str | None) -> tuple[Any, ...] | None:
    return next(iter(quick(WHERE_THEY_BELONG, {"person": person.pk, "chosen": chosen})), None)


def viewer_of_token(token: str) -> Viewer | None:
    """The viewer of an API token; None when it is unknown, revoked or expired, or its person inactive.

    The token's scope caps the member's role, and its stores narrow theirs. By hand and prepared, because
    every API request asks it: one statement instead of the ORM's millisecond.
    """
    digest = digest_of(token)
    found = _holder(digest)
    if found is None:
        return None
    token_id, last_used_at, scope, token_stores, account_id, member_id, name, email, role, stores = found
    now = timezone.now()
    if last_used_at is None or last_used_at < now - USED_STEP:
        with within(account_id):
            ApiToken.objects.filter(pk=token_id).update(last_used_at=now)
    visible = narrowed(None if stores is None else frozenset(stores), token_stores)
    capped = capped_role(Role(role), scope)
    return Viewer(account_id, member_id, name or email, email, capped, visible, token_id)


def _holder(digest: bytes) -> tuple[Any, ...] | None:
    """Whose token it is, asked where it was found last and else over all."""
    known = _accounts.get(digest)
    if known is not None:
        with within(known):
            found = next(iter(quick(WHO_HOLDS, [digest])), None)
        if found is not None:
            return found
    with everywhere("A token itself says whose account it opens."):
        found = next(iter(quick(WHO_HOLDS, [digest])), None)
    if found is not None:
        _accounts[digest] = found[4]
        if len(_accounts) > MOST_KNOWN:
            _accounts.popitem(last=False)
    return found


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
