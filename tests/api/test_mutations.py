"""What can be done by the API, as the owner and as others."""

from typing import Any

import pytest

from guichet.accounts.models import Channel, Store
from guichet.api.ids import Kind, global_id
from guichet.inbox.models import Delivery, Discussion, Message
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.api.asking import Api
from tests.cast import Company
from tests.inbox.queries.rows import attachment_in, failed_reply_in

REPLY = """mutation ($input: ReplyInput!) { reply(input: $input) {
  message { id body recipients delivery leavesAt author { kind name } attachments { fileName } }
  discussion { id status } errors { field code message } } }"""


def _reply(api: Api, told: Discussion, **changes: Any) -> Any:
    given = {
        "discussionId": global_id(Kind.DISCUSSION, told.pk),
        "body": "Bonjour",
        "recipients": ["CUSTOMER"],
    }
    return api.data(REPLY, input=given | changes)["reply"]


def _ids(*rows: Discussion) -> list[str]:
    return [global_id(Kind.DISCUSSION, row.pk) for row in rows]


def test_a_reply_is_queued_with_its_files_and_its_status(told: Discussion, as_alice: Api) -> None:
    account = told.account_id
    file = attachment_in(None, None, "notice.pdf", account_id=account)
    found = _reply(
        as_alice,
        told,
        attachmentIds=[global_id(Kind.ATTACHMENT, file.pk)],
        thenStatus="SOLVED",
        holdSeconds=10,
    )
    assert found["errors"] == []
    assert found["discussion"] == {"id": _ids(told)[0], "status": "SOLVED"}
    message = found["message"]
    assert (message["body"], message["recipients"], message["delivery"]) == (
        "Bonjour",
        ["CUSTOMER"],
        "QUEUED",
    )
    assert message["leavesAt"] is not None
    assert message["author"] == {"kind": "MERCHANT", "name": "Alice"}
    assert message["attachments"] == [{"fileName": "notice.pdf"}]


def test_new_is_another_name_of_open_after_a_reply_too(told: Discussion, as_alice: Api) -> None:
    Discussion.objects.update(status="SOLVED")
    assert _reply(as_alice, told, thenStatus="NEW")["discussion"]["status"] == "OPEN"


def test_the_same_key_is_the_same_reply(told: Discussion, as_alice: Api) -> None:
    first, second = (_reply(as_alice, told, idempotencyKey="k") for _ in range(2))
    assert first["message"]["id"] == second["message"]["id"]


def test_a_refused_reply_names_every_reason_and_changes_nothing(told: Discussion, as_alice: Api) -> None:
    found = _reply(
        as_alice,
        told,
        body=" ",
        recipients=["MERCHANT"],
        attachInvoice=True,
        holdSeconds=-1,
        thenStatus="SOLVED",
    )
    assert (found["message"], found["discussion"]) == (None, None)
    assert {(e["field"], e["code"]) for e in found["errors"]} == {
        ("body", "REQUIRED"), ("recipients", "INVALID"), ("attachInvoice", "CONFLICT"),
        ("holdSeconds", "INVALID"),
    }  # fmt: skip
    told.refresh_from_db()
    assert told.status == "OPEN"
    assert Message.objects.filter(delivery=Delivery.QUEUED).count() == 0


def test_a_file_that_is_not_there_is_named(told: Discussion, as_alice: Api) -> None:
    for key in ("nonsense", global_id(Kind.ATTACHMENT, told.pk)):
        (error,) = _reply(as_alice, told, attachmentIds=[key])["errors"]
        assert (error["field"], error["code"]) == ("attachmentIds", "NOT_FOUND")


def test_a_queued_reply_is_taken_back_with_its_words(told: Discussion, as_alice: Api) -> None:
    sent = _reply(as_alice, told, holdSeconds=60)["message"]["id"]
    asked = """mutation ($id: ID!) { cancelMessage(messageId: $id) {
      message { id body attachments { id } } discussion { messages { totalCount } } errors { code } } }"""
    found = as_alice.data(asked, id=sent)["cancelMessage"]
    assert found["message"] == {"id": sent, "body": "Bonjour", "attachments": []}
    assert found["discussion"] == {"messages": {"totalCount": 2}}
    (error,) = as_alice.data(asked, id=sent)["cancelMessage"]["errors"]
    assert error["code"] == "NOT_FOUND"


def test_a_failed_reply_is_sent_again_and_another_is_not(told: Discussion, as_alice: Api) -> None:
    failed = global_id(Kind.MESSAGE, failed_reply_in(told).pk)
    asked = """mutation ($id: ID!) { retryMessage(messageId: $id) {
      message { delivery deliveryError } errors { code field } } }"""
    found = as_alice.data(asked, id=failed)["retryMessage"]
    assert found == {"message": {"delivery": "QUEUED", "deliveryError": None}, "errors": []}
    read = global_id(Kind.MESSAGE, Message.objects.filter(delivery="RECEIVED").earliest("sent_at").pk)
    found = as_alice.data(asked, id=read)["retryMessage"]
    assert found == {"message": None, "errors": [{"code": "CONFLICT", "field": "messageId"}]}


@pytest.mark.parametrize(("given", "kept"), [("PENDING", "PENDING"), ("NEW", "OPEN"), ("CLOSED", "CLOSED")])
def test_status(given: str, kept: str, told: Discussion, as_alice: Api) -> None:
    asked = """mutation ($ids: [ID!]!, $status: DiscussionStatus!) {
      setDiscussionStatus(discussionIds: $ids, status: $status) {
        discussions { id status } errors { code } } }"""
    found = as_alice.data(asked, ids=_ids(told, told), status=given)["setDiscussionStatus"]
    assert found == {"discussions": [{"id": _ids(told)[0], "status": kept}], "errors": []}


def test_read_and_unread(told: Discussion, as_alice: Api) -> None:
    asked = """mutation ($ids: [ID!]!, $is: Boolean!) {
      setDiscussionRead(discussionIds: $ids, isRead: $is) {
        discussions { isRead } errors { code field } } }"""
    for value in (True, False):
        found = as_alice.data(asked, ids=_ids(told), **{"is": value})["setDiscussionRead"]
        assert found == {"discussions": [{"isRead": value}], "errors": []}
    found = as_alice.data(asked, ids=[*_ids(told), "nonsense"], **{"is": True})["setDiscussionRead"]
    assert found == {"discussions": [], "errors": [{"code": "NOT_FOUND", "field": "discussionIds"}]}
    told.refresh_from_db()
    assert not told.is_read


def test_reading_changes_nothing(told: Discussion, as_alice: Api) -> None:
    as_alice.data(
        "query ($id: ID!) { discussion(id: $id) { messages { nodes { body } } } }", id=_ids(told)[0]
    )
    told.refresh_from_db()
    assert not told.is_read


def test_the_merchants_ticket_is_kept_and_taken_away(told: Discussion, as_alice: Api) -> None:
    asked = """mutation ($id: ID!, $ticket: String) {
      assignMerchantDiscussionId(discussionId: $id, merchantDiscussionId: $ticket) {
        discussions { merchantDiscussionId } errors { code } } }"""
    for ticket in ("T-9", None):
        found = as_alice.data(asked, id=_ids(told)[0], ticket=ticket)["assignMerchantDiscussionId"]
        assert found == {"discussions": [{"merchantDiscussionId": ticket}], "errors": []}


def test_a_discussion_is_asked_for_again(told: Discussion, as_alice: Api) -> None:
    asked = (
        "mutation ($id: ID!) { resyncDiscussion(discussionId: $id) { discussions { id } errors { code } } }"
    )
    found = as_alice.data(asked, id=_ids(told)[0])["resyncDiscussion"]
    assert found == {"discussions": [{"id": _ids(told)[0]}], "errors": []}


def test_an_invoice_needs_settings(told: Discussion, as_alice: Api) -> None:
    order = as_alice.data("{ discussions { nodes { order { id } } } }")["discussions"]["nodes"][0]["order"]
    asked = "mutation ($id: ID!) { generateInvoice(orderId: $id) { invoice { id } errors { code message } } }"
    found = as_alice.data(asked, id=order["id"])["generateInvoice"]
    assert found["invoice"] is None
    (error,) = found["errors"]
    assert error["code"] == "CONFLICT"
    assert error["message"] == "The invoice settings of this store are not filled in yet."


def test_a_reader_changes_nothing(told: Discussion, as_rita: Api) -> None:
    (error,) = _reply(as_rita, told)["errors"]
    assert error["code"] == "FORBIDDEN"


CHANNEL = "channel { id isEnabled health store { id } marketplace { code } } errors { field code message }"


def _activate(api: Api, store: Store, **credentials: str) -> Any:
    asked = f"mutation ($input: ActivateChannelInput!) {{ activateChannel(input: $input) {{ {CHANNEL} }} }}"
    given = {
        "storeId": global_id(Kind.STORE, store.pk),
        "marketplace": "mirakl-other",
        "credentials": [{"name": name, "value": value} for name, value in credentials.items()],
    }
    return api.data(asked, input=given)["activateChannel"]


def test_a_channel_is_activated_changed_and_stopped(
    as_alice: Api, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    found = _activate(as_alice, lumen.store, baseUrl=server.url, apiKey=operator.api_key)
    assert found["errors"] == []
    channel = found["channel"]
    assert (channel["isEnabled"], channel["health"]) == (True, "WAITING")
    assert channel["marketplace"] == {"code": "mirakl-other"}
    for call, health in [
        ("deactivateChannel(channelId: $id)", "DISABLED"),
        ("updateChannel(input: {channelId: $id, isEnabled: true})", "WAITING"),
        ("syncChannel(channelId: $id)", "WAITING"),
    ]:
        done = as_alice.data(f"mutation ($id: ID!) {{ done: {call} {{ {CHANNEL} }} }}", id=channel["id"])[
            "done"
        ]
        assert (done["errors"], done["channel"]["health"]) == ([], health)
    (again,) = _activate(as_alice, lumen.store, baseUrl=server.url, apiKey=operator.api_key)["errors"]
    assert again["code"] == "CONFLICT"


def test_refused_credentials_store_nothing(as_alice: Api, lumen: Company, server: RunningServer) -> None:
    found = _activate(as_alice, lumen.store, baseUrl=server.url, apiKey="wrong")
    assert found["channel"] is None
    assert {error["code"] for error in found["errors"]} == {"CREDENTIALS_REFUSED"}
    assert not Channel.objects.exists()


def test_a_credential_given_twice_is_refused(as_alice: Api, lumen: Company) -> None:
    asked = f"mutation ($input: ActivateChannelInput!) {{ activateChannel(input: $input) {{ {CHANNEL} }} }}"
    twice = [{"name": "apiKey", "value": value} for value in ("a", "b")]
    store_id = global_id(Kind.STORE, lumen.store.pk)
    given = {"storeId": store_id, "marketplace": "mirakl-other", "credentials": twice}
    (error,) = as_alice.data(asked, input=given)["activateChannel"]["errors"]
    assert (error["field"], error["code"]) == ("credentials", "INVALID")


def test_charlie_may_not_activate(as_charlie: Api, lumen: Company) -> None:
    (error,) = _activate(as_charlie, lumen.other_store)["errors"]
    assert error["code"] == "FORBIDDEN"
