"""The audit by GraphQL."""

import json

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from tests.api.asking import Api
from tests.audited import entries, settle
from tests.cast import Company

AUDIT = """
query ($first: Int, $after: String, $filter: AuditFilter) {
  audit(first: $first, after: $after, filter: $filter) {
    nodes {
      number actorKind actorName memberId tokenName origin act subject subjectId before after hash previous
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
SET = """
mutation ($ids: [ID!]!) { setDiscussionStatus(discussionIds: $ids, status: SOLVED) { errors { code } } }
"""
EXPORT = 'mutation { exportAudit(filter: {act: "discussion"}) { url errors { code } } }'


def test_an_owner_pages_filters_and_exports(as_alice: Api, told: Discussion, lumen: Company) -> None:
    given = f"dis_{told.pk.hex}"
    as_alice.data(SET, ids=[given])
    settle()

    newest = as_alice.data(AUDIT, first=1)["audit"]
    node = newest["nodes"][0]
    assert (node["act"], node["subjectId"], node["after"]) == (
        "discussion.set_status",
        given,
        {"value": "SOLVED"},
    )
    assert (node["actorName"], node["origin"]) == ("Alice", "127.0.0.1")
    assert (node["actorKind"], node["tokenName"]) == ("TOKEN", "test")
    for narrow in (
        {"subjectId": given},
        {"text": given},
        {"act": "discussion"},
        {"memberId": node["memberId"]},
    ):
        assert as_alice.data(AUDIT, filter=narrow)["audit"]["nodes"][0]["number"] == node["number"]
    assert as_alice.data(AUDIT, filter={"act": "invoice"})["audit"]["nodes"] == []
    older = as_alice.data(AUDIT, after=str(node["number"]))["audit"]["nodes"]
    assert node["number"] not in [one["number"] for one in older]

    url = as_alice.data(EXPORT)["exportAudit"]["url"]
    path = url.removeprefix("http://testserver")
    answer = as_alice.client.get(path)
    lines = [json.loads(line) for line in answer.getvalue().splitlines()]
    assert [line["hash"] for line in lines] == [node["hash"]]
    assert as_alice.client.get(path + "x").status_code == 404


def test_others_are_refused(
    as_rita: Api, as_charlie: Api, as_bob: Api, as_alice: Api, auchan: Channel
) -> None:
    for api in (as_rita, as_charlie):
        assert api.errors(AUDIT)[0]["extensions"]["code"] == "FORBIDDEN"
        assert api.data(EXPORT)["exportAudit"]["errors"][0]["code"] == "FORBIDDEN"
    assert all(entry["actorName"] != "Alice" for entry in as_bob.data(AUDIT)["audit"]["nodes"])
    for wrong in ({"first": 0}, {"first": 101}, {"after": "x"}, {"filter": {"memberId": "x"}}):
        assert as_alice.errors(AUDIT, **wrong)[0]["extensions"]["code"] in ("INVALID", "NOT_FOUND")
    assert entries(auchan.account_id) is not None
