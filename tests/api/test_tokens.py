"""Tokens by GraphQL."""

from django.db import connection

from guichet.accounts.models import ApiToken, Person
from tests.api.asking import Api, api_of
from tests.cast import Player

MADE = """mutation ($scope: ApiTokenScope!, $ends: DateTime) {
  createToken(input: {name: "Ticket tool", scope: $scope, expiresAt: $ends}) {
    secret errors { code field } token { id name hint scope seesAllStores memberName isViewer expiresAt
      stores { name } } } }"""
LIST = "{ tokens { id name isViewer lastUsedAt } }"
ENDED = "mutation ($id: ID!) { revokeToken(tokenId: $id) { token { revokedAt } errors { code } } }"


def test_made_shown_once_used_listed_revoked(as_alice: Api, alice: Player) -> None:
    made = as_alice.data(MADE, scope="READ", ends="2099-01-01T00:00:00Z")["createToken"]
    secret, token = made["secret"], made["token"]
    assert token["hint"] == secret[-4:]
    assert (token["name"], token["scope"], token["memberName"]) == ("Ticket tool", "READ", "Alice")
    assert (token["seesAllStores"], len(token["stores"]), token["isViewer"]) == (True, 2, False)
    reader = Api(secret)
    assert [one["isViewer"] for one in reader.data(LIST)["tokens"]] == [True]
    listed = as_alice.post(LIST)
    assert {one["id"] for one in listed.json()["data"]["tokens"]} > {token["id"]}
    assert secret.encode() not in listed.content
    assert as_alice.data(ENDED, id=token["id"])["revokeToken"]["token"]["revokedAt"]
    assert reader.post(LIST).status_code == 401
    with connection.cursor() as cursor:
        # They join the chain when the transaction commits.
        cursor.execute("SELECT act, after::text FROM audit_pending ORDER BY id")
        noted = cursor.fetchall()
    assert [act for act, _ in noted] == ["token.create", "token.revoke"]
    assert secret not in str(noted)


def test_a_read_token_changes_nothing(as_alice: Api, alice: Player) -> None:
    reader = Api(as_alice.data(MADE, scope="READ")["createToken"]["secret"])
    wider = reader.data(MADE, scope="REPLY")["createToken"]
    assert wider["errors"] == [{"code": "FORBIDDEN", "field": "scope"}]
    assert wider["secret"] is None
    shared = 'mutation { saveView(input: {name: "V", isShared: true}) { errors { code } } }'
    assert reader.data(shared)["saveView"]["errors"] == [{"code": "FORBIDDEN"}]


def test_tokens_of_others_are_not_found(as_alice: Api, as_charlie: Api, as_bob: Api) -> None:
    made = as_alice.data(MADE, scope="READ")["createToken"]["token"]["id"]
    for api in (as_charlie, as_bob):
        assert api.data(ENDED, id=made)["revokeToken"]["errors"] == [{"code": "NOT_FOUND"}]
    assert ApiToken.objects.filter(revoked_at=None).count() == 4


def test_someone_inactive_is_let_in_by_none(alice: Player) -> None:
    api = api_of(alice)
    Person.objects.update(is_active=False)
    assert api.post(LIST).status_code == 401
