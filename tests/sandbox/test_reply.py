"""M12, OR43, M14: what is accepted, what is refused, what a reply changes."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from sandbox.mirakl import Customer, File, MiraklOperator, Post, Thread
from tests.sandbox.writing import CUSTOMER, error_codes, file_part, json_part, open_on_order, reply

OPERATOR = {"type": "OPERATOR"}


@pytest.fixture
def thread(operator: MiraklOperator) -> Thread:
    return operator.add_thread("Bonjour, où est ma lampe ?")


def test_a_reply_is_stored_as_given_and_ends_the_wait(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread
) -> None:
    waiting = client.get(f"/api/inbox/threads/{thread.id}").json()["metadata"]
    assert waiting["shop_reply_needed_since"] is not None
    body = "Bonjour,<br />le colis part ce soir. 5 &lt; 6\n& voilà"
    answer = reply(client, thread.id, body, files=[file_part("FA-1.pdf"), file_part("plan.pdf", b"12345")])
    assert answer.status_code == 201
    assert answer.json()["thread_id"] == thread.id
    shown = client.get(f"/api/inbox/threads/{thread.id}").json()
    last = shown["messages"][-1]
    assert [last["id"], last["body"]] == [answer.json()["message_id"], body]
    assert last["from"]["type"] == "SHOP_USER"
    assert last["from"]["organization_details"]["id"] == str(operator.shop.id)
    assert [(each["name"], each["size"]) for each in last["attachments"]] == [
        ("FA-1.pdf", 8),
        ("plan.pdf", 5),
    ]
    assert shown["metadata"]["shop_reply_needed_since"] is None
    assert shown["metadata"]["total_count"] == 2
    assert shown["metadata"]["last_sender"]["type"] == "SHOP_USER"
    assert shown["date_updated"] == last["date_created"]


def test_recipients_may_lack_the_id_and_name_the_operator(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread
) -> None:
    answer = reply(client, thread.id, to=[{"type": "CUSTOMER"}, OPERATOR])
    assert answer.status_code == 201
    assert [each.type for each in operator.sent()[0].to] == ["CUSTOMER", "OPERATOR"]
    shown = client.get(f"/api/inbox/threads/{thread.id}").json()
    assert "OPERATOR" in [each["type"] for each in shown["current_participants"]]


@pytest.mark.parametrize(
    "to",
    [
        [],
        None,
        "CUSTOMER",
        ["CUSTOMER"],
        [{"type": "CUSTOMER", "id": "cust-of-someone-else"}],
        [{"type": "CUSTOMER", "id": ""}],
        [{"type": "CUSTOMER", "id": None}],
        [{"type": "OPERATOR", "id": None}],
        [{"type": "CUSTOMER_USER"}],
        [{"id": "cust-88120"}],
    ],
)
def test_wrong_recipients_are_refused(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread, to: Any
) -> None:
    answer = reply(client, thread.id, to=to)
    assert answer.status_code == 400
    assert error_codes(answer)
    assert operator.sent() == []


def test_only_authorized_participants_can_be_written_to(
    client: httpx2.Client, operator: MiraklOperator
) -> None:
    notice = operator.add_thread(Post("Merci de joindre la facture", "OPERATOR"), about="operator")
    assert reply(client, notice.id, to=[CUSTOMER]).status_code == 400
    assert reply(client, notice.id, to=[OPERATOR]).status_code == 201


def test_a_customer_without_an_id(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour", customer=Customer("Nadia Perrin", None))
    shown = client.get(f"/api/inbox/threads/{thread.id}").json()
    assert "id" not in shown["authorized_participants"][0]
    assert reply(client, thread.id, to=[{"type": "CUSTOMER", "id": "cust-88120"}]).status_code == 400
    assert reply(client, thread.id, to=[{"type": "CUSTOMER"}]).status_code == 201


@pytest.mark.parametrize(("length", "status"), [(2, 400), (3, 201), (50_000, 201), (50_001, 400)])
def test_the_length_of_a_body(client: httpx2.Client, thread: Thread, length: int, status: int) -> None:
    assert reply(client, thread.id, "é" * length).status_code == status


def test_json_bodies_are_refused(client: httpx2.Client, operator: MiraklOperator, thread: Thread) -> None:
    path = f"/api/inbox/threads/{thread.id}/message"
    data = {"body": "Bonjour", "to": [CUSTOMER]}
    assert client.post(path, json=data).status_code == 415
    assert client.post(path, data={"message_input": json.dumps(data)}).status_code == 415
    assert client.post(path).status_code == 415
    assert operator.sent() == []


@pytest.mark.parametrize(
    "part",
    [
        ("message_input.body", (None, b"Bonjour", "text/plain")),
        ("message", (None, b'{"body": "Bonjour"}', "application/json")),
        ("message_input", (None, b"{not json", "application/json")),
        ("message_input", (None, b'["Bonjour"]', "application/json")),
        ("message_input", (None, b'{"body": "Bonjour", "to": [{"type": "CUSTOMER"}]}', "text/plain")),
        ("message_input", (None, b'{"body": "Bonjour", "to": [{"type": "CUSTOMER"}]}')),
    ],
)
def test_the_named_part_must_be_there_and_be_json(client: httpx2.Client, thread: Thread, part: Any) -> None:
    answer = client.post(f"/api/inbox/threads/{thread.id}/message", files=[part])
    assert answer.status_code == 400
    assert error_codes(answer) == ["message_input"]


def test_the_message_for_a_missing_part_is_the_observed_one(client: httpx2.Client, thread: Thread) -> None:
    answer = client.post(f"/api/inbox/threads/{thread.id}/message", files=[file_part("a.pdf")])
    assert answer.json()["errors"][0]["message"] == "Required part 'message_input' is not present."


@pytest.mark.parametrize("status", [413, 400])
def test_thirty_megabytes(
    client: httpx2.Client, operator: MiraklOperator, thread: Thread, status: Any
) -> None:
    operator.settings.too_large = status
    big = file_part("film.mp4", b"x" * (30 * 1024 * 1024))
    answer = reply(client, thread.id, files=[big])
    assert answer.status_code == status
    assert operator.sent() == []


def test_fifty_attachments_over_all_threads_of_an_order(
    client: httpx2.Client, operator: MiraklOperator
) -> None:
    order = operator.add_order()
    first = operator.add_thread(Post("Photos", files=(File("a.jpg", b"1"), File("b.jpg", b"2"))), order=order)
    second = operator.add_thread("Bonjour", order=order)
    recipient = [{"type": "CUSTOMER"}]
    files = [file_part(f"{number}.pdf") for number in range(48)]
    assert reply(client, first.id, to=recipient, files=[*files, file_part("49.pdf")]).status_code == 400
    assert reply(client, first.id, to=recipient, files=files).status_code == 201
    assert error_codes(reply(client, second.id, to=recipient, files=files[:1])) == ["MAX_ATTACHMENTS"]
    assert reply(client, second.id, to=recipient).status_code == 201


def test_a_thousand_messages_fill_a_thread(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread([Post(f"Message {number}") for number in range(999)])
    assert reply(client, thread.id).status_code == 201
    assert reply(client, thread.id).status_code == 400


def test_a_reply_may_change_the_topic(client: httpx2.Client, thread: Thread) -> None:
    assert reply(client, thread.id, topic={"type": "FREE_TEXT", "value": "no"}).status_code == 400
    assert reply(client, thread.id, topic={"type": "REASON_CODE", "value": "404"}).status_code == 400
    assert reply(client, thread.id, topic={"type": "FREE_TEXT", "value": "Livraison"}).status_code == 201
    shown = client.get(f"/api/inbox/threads/{thread.id}").json()
    assert shown["topic"] == {"type": "FREE_TEXT", "value": "Livraison"}


def test_an_unnamed_file_is_refused(client: httpx2.Client, thread: Thread) -> None:
    nameless = ("files", (None, b"%PDF", "application/pdf"))
    assert reply(client, thread.id, files=[nameless]).status_code == 400


def test_a_thread_opened_on_an_order(client: httpx2.Client, operator: MiraklOperator) -> None:
    order = operator.add_order()
    answer = open_on_order(client, order.id, files=[file_part("avis.pdf")])
    assert answer.status_code == 201
    shown = client.get(f"/api/inbox/threads/{answer.json()['thread_id']}").json()
    assert shown["entities"] == [{"type": "MMP_ORDER", "id": order.id, "label": order.id}]
    assert shown["topic"] == {"type": "REASON_CODE", "value": "26"}
    assert shown["messages"][0]["to"][0]["id"] == order.customer_id
    assert shown["metadata"]["shop_reply_needed_since"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"to": [{"type": "CUSTOMER"}]},
        {"to": ["SHOP"]},
        {"to": []},
        {"topic": None},
        {"topic": {"type": "REASON_CODE", "value": "23"}},
        {"topic": {"type": "REASON_CODE", "value": "31"}},
        {"topic": {"type": "FREE_TEXT", "value": "x" * 201}},
        {"body": "ok"},
    ],
)
def test_wrong_threads_on_an_order(client: httpx2.Client, operator: MiraklOperator, change: Any) -> None:
    order = operator.add_order()
    assert open_on_order(client, order.id, **change).status_code == 400
    assert operator.sent() == []


def test_a_thread_with_the_operator(client: httpx2.Client, operator: MiraklOperator) -> None:
    data = {
        "body": "Bonjour, une question sur notre relevé.",
        "topic": {"type": "REASON_CODE", "value": "MMP_SELLER_MESSAGING_BILLING"},
        "entity": {"type": "SELLER_OPERATOR"},
    }
    answer = client.post("/api/inbox/threads", files=[json_part("thread_input", data)])
    assert answer.status_code == 201
    shown = client.get(f"/api/inbox/threads/{answer.json()['thread_id']}").json()
    assert [each["type"] for each in shown["authorized_participants"]] == ["SHOP", "OPERATOR"]
    wrong = data | {"entity": {"type": "MMP_ORDER"}}
    assert client.post("/api/inbox/threads", files=[json_part("thread_input", wrong)]).status_code == 400
    assert len(operator.sent()) == 1


def test_an_attachment_comes_back_with_its_name(client: httpx2.Client, operator: MiraklOperator) -> None:
    files = (File("lampe cassée.png", b"\x89PNG"), File("facture.pdf", b"%PDF"))
    thread = operator.add_thread(Post("Voici les photos", files=files))
    first, second = thread.messages[0].attachments
    answer = client.get(f"/api/inbox/threads/{first.id}/download")
    assert answer.content == b"\x89PNG"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="=?utf-8?q?')
    plain = client.get(f"/api/inbox/threads/{second.id}/download")
    assert plain.headers["Content-Disposition"] == 'attachment; filename="facture.pdf"'
    assert client.get(f"/api/inbox/threads/{thread.id}/download").status_code == 404


def test_many_at_once_are_all_kept_and_none_twice(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour")
    bodies = [f"Réponse numéro {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: reply(client, thread.id, body), bodies))
    assert {answer.status_code for answer in answers} == {201}
    assert sorted(message.body for message in operator.sent(thread.id)) == sorted(bodies)
    assert len({answer.json()["message_id"] for answer in answers}) == len(bodies)
