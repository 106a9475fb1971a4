"""What a token may do and see: never more than its member, and less where it was made so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from guichet.accounts.actions.create_token import MOST_TOKENS, TokenRequest, create_token, make_token
from guichet.accounts.actions.revoke_token import revoke_token
from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import ApiToken, Role, TokenScope
from guichet.accounts.queries.tokens import token_of, tokens_of
from guichet.accounts.queries.viewer import viewer_of_token
from guichet.accounts.token_scope import scopes_of
from guichet.accounts.viewer import Viewer
from tests.cast import Company, Player

READ, REPLY, MANAGE = TokenScope.READ, TokenScope.REPLY, TokenScope.MANAGE


def _made(viewer: Viewer, **wanted: object) -> Viewer:
    """The viewer of a new token."""
    given = TokenRequest(**{"name": "Ticket tool", "scope": READ} | wanted)  # type: ignore[arg-type]
    _, token = make_token(viewer, given)
    found = viewer_of_token(token)
    assert found is not None
    return found


def _refused(viewer: Viewer, **wanted: object) -> tuple[ErrorCode, str | None]:
    with pytest.raises(RefusalError) as refusal:
        _made(viewer, **wanted)
    (problem,) = refusal.value.problems
    return problem.code, problem.field


@pytest.mark.parametrize(
    ("role", "scope", "capped"),
    [
        (Role.OWNER, READ, Role.READER), (Role.OWNER, REPLY, Role.AGENT), (Role.OWNER, MANAGE, Role.OWNER),
        (Role.MANAGER, MANAGE, Role.MANAGER), (Role.AGENT, REPLY, Role.AGENT),
        (Role.AGENT, READ, Role.READER), (Role.READER, READ, Role.READER),
    ],
)  # fmt: skip
def test_scope_caps_the_role(role: Role, scope: TokenScope, capped: Role, alice: Player) -> None:
    alice.member.role = role
    alice.member.save()
    assert _made(alice.viewer, scope=scope).role == capped


def test_nobody_gives_more_than_they_may(rita: Player, charlie: Player) -> None:
    assert scopes_of(Role.READER) == (READ,)
    assert _refused(rita.viewer, scope=REPLY) == (ErrorCode.FORBIDDEN, "scope")
    assert _refused(charlie.viewer, scope=MANAGE) == (ErrorCode.FORBIDDEN, "scope")


def test_a_token_follows_its_member_down(alice: Player) -> None:
    _, token = make_token(alice.viewer, TokenRequest(name="Tool", scope=MANAGE))
    alice.member.role = Role.AGENT
    alice.member.save()
    found = viewer_of_token(token)
    assert found is not None
    assert found.role == Role.AGENT
    assert not found.may_manage
    alice.member.delete()
    assert viewer_of_token(token) is None


def test_stores_narrow_those_of_the_member(alice: Player, charlie: Player, lumen: Company) -> None:
    first, second = lumen.store.pk, lumen.other_store.pk
    assert _made(alice.viewer).store_ids is None
    assert _made(alice.viewer, store_ids=[first]).store_ids == frozenset({first})
    assert _made(charlie.viewer).store_ids == frozenset({second})
    _, token = make_token(alice.viewer, TokenRequest(name="Tool", scope=READ, store_ids=[first, second]))
    alice.member.sees_all_stores = False
    alice.member.save()
    alice.member.stores.set([lumen.store])
    found = viewer_of_token(token)
    assert found is not None
    assert found.store_ids == frozenset({first})


def test_stores_that_one_does_not_see_are_not_found(charlie: Player, bob: Player, lumen: Company) -> None:
    for viewer, store in (
        (charlie.viewer, lumen.store.pk),
        (bob.viewer, lumen.store.pk),
        (bob.viewer, uuid4()),
    ):
        assert _refused(viewer, store_ids=[store]) == (ErrorCode.NOT_FOUND, "storeIds")
    assert _refused(charlie.viewer, store_ids=[]) == (ErrorCode.REQUIRED, "storeIds")


def test_a_token_makes_none_that_reaches_further(alice: Player, lumen: Company) -> None:
    ends = timezone.now() + timedelta(days=30)
    store = lumen.store.pk
    narrow = _made(alice.viewer, scope=REPLY, store_ids=[store], expires_at=ends)
    assert _refused(narrow, scope=MANAGE, expires_at=ends) == (ErrorCode.FORBIDDEN, "scope")
    assert _refused(narrow, store_ids=[lumen.other_store.pk], expires_at=ends)[0] == ErrorCode.NOT_FOUND
    assert _refused(narrow) == (ErrorCode.FORBIDDEN, "expiresAt")
    assert _refused(narrow, expires_at=ends + timedelta(seconds=1)) == (ErrorCode.FORBIDDEN, "expiresAt")
    child = _made(narrow, scope=REPLY, expires_at=ends)
    assert (child.role, child.store_ids) == (Role.AGENT, frozenset({store}))


def test_names_and_ends_are_checked(alice: Player) -> None:
    assert _refused(alice.viewer, name=" ") == (ErrorCode.REQUIRED, "name")
    assert _refused(alice.viewer, expires_at=timezone.now()) == (ErrorCode.INVALID, "expiresAt")


def test_there_is_an_end_to_how_many(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.accounts.actions.create_token.MOST_TOKENS", 2)
    assert MOST_TOKENS == 100
    first = _made(alice.viewer)
    _made(alice.viewer)
    assert _refused(alice.viewer) == (ErrorCode.CONFLICT, None)
    assert first.token_id is not None
    revoke_token(alice.viewer, first.token_id)
    _made(alice.viewer)


def test_owners_see_all_others_their_own(alice: Player, charlie: Player, bob: Player) -> None:
    own, other = _made(alice.viewer).token_id, _made(charlie.viewer).token_id
    assert own
    assert other
    assert {row.pk for row in tokens_of(alice.viewer)} == {own, other}
    assert [row.pk for row in tokens_of(charlie.viewer)] == [other]
    assert tokens_of(bob.viewer) == []
    for viewer in (charlie.viewer, bob.viewer):
        with pytest.raises(RefusalError, match="no such token"):
            revoke_token(viewer, own)
    assert revoke_token(alice.viewer, other).revoked_at is not None
    assert tokens_of(charlie.viewer) == []


def test_a_token_that_may_not_manage_sees_and_ends_itself_alone(alice: Player) -> None:
    found, other = _made(alice.viewer), _made(alice.viewer)
    assert other.token_id
    assert found.token_id
    assert [row.pk for row in tokens_of(found)] == [found.token_id]
    with pytest.raises(RefusalError):
        token_of(found, other.token_id)
    revoke_token(found, found.token_id)
    assert [row.pk for row in tokens_of(alice.viewer)] == [other.token_id]


def test_revoking_again_changes_nothing(alice: Player) -> None:
    token_id = _made(alice.viewer).token_id
    assert token_id
    first = revoke_token(alice.viewer, token_id).revoked_at
    assert revoke_token(alice.viewer, token_id).revoked_at == first


def test_bootstraps_tokens_do_all_without_end(alice: Player) -> None:
    token = create_token(alice.member, "bootstrap")
    row = ApiToken.objects.get()
    assert (row.scope, row.store_ids, row.expires_at, row.hint) == ("manage", None, None, token[-4:])
    assert token not in str(row.__dict__)
