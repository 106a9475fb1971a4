"""Keys, shops and rights."""

import httpx2
import pytest

from sandbox.mirakl import SECOND_SHOP, MiraklOperator
from tests.sandbox.writing import open_on_order, reply

PATHS = ["/api/account", "/api/inbox/threads", "/api/orders", "/api/reasons", "/api/documents"]


@pytest.mark.parametrize("path", PATHS)
def test_the_raw_key_opens(client: httpx2.Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("value", [None, "", "wrong", "Bearer {key}", "bearer {key}"])
def test_anything_but_the_raw_key_is_unauthorized(
    client: httpx2.Client, operator: MiraklOperator, value: str | None
) -> None:
    client.headers.pop("Authorization")
    headers = {} if value is None else {"Authorization": value.format(key=operator.api_key)}
    assert client.get("/api/account", headers=headers).status_code == 401


def test_the_version_needs_no_key(client: httpx2.Client) -> None:
    client.headers.pop("Authorization")
    assert client.get("/api/version").status_code == 200


def test_a_rotated_key_stops_working(client: httpx2.Client, operator: MiraklOperator) -> None:
    new = operator.rotate_key()
    assert client.get("/api/account").status_code == 401
    assert client.get("/api/account", headers={"Authorization": new}).status_code == 200


def test_two_shops_behind_one_key(client: httpx2.Client, operator: MiraklOperator) -> None:
    assert client.get("/api/account").json()["shop_id"] == operator.shop.id
    second = client.get("/api/account", params={"shop_id": SECOND_SHOP.id}).json()
    assert second["shop_name"] == SECOND_SHOP.name


def test_an_unknown_shop_is_not_found_and_a_word_is_no_shop(client: httpx2.Client) -> None:
    assert client.get("/api/account", params={"shop_id": 99}).status_code == 404
    assert client.get("/api/account", params={"shop_id": "mine"}).status_code == 400


def test_nothing_of_another_shop_is_visible(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Question", shop_id=SECOND_SHOP.id)
    order = operator.state.orders[(thread.entities or ())[0].id]
    operator.state.put_document(order.id, order.shop_id, "a.pdf", "CUSTOMER_INVOICE", b"a")
    document = operator.documents(order.id)[0]
    assert client.get(f"/api/inbox/threads/{thread.id}").status_code == 404
    assert reply(client, thread.id).status_code == 404
    assert open_on_order(client, order.id).status_code == 404
    assert client.get("/api/orders", params={"order_ids": order.id}).json()["orders"] == []
    assert client.get("/api/inbox/threads").json()["data"] == []
    assert client.get("/api/orders/documents", params={"order_ids": order.id}).json()["order_documents"] == []
    assert (
        client.get("/api/orders/documents/download", params={"document_ids": document.id}).status_code == 404
    )
    assert client.delete(f"/api/orders/documents/{document.id}").status_code == 404
    there = {"shop_id": SECOND_SHOP.id}
    assert client.get(f"/api/inbox/threads/{thread.id}", params=there).status_code == 200


def test_a_missing_right_forbids_one_group_only(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.deny("ORDER_READ", "RE01")
    assert client.get("/api/orders").status_code == 403
    assert client.get("/api/reasons").status_code == 403
    assert client.get("/api/documents").status_code == 200
    assert client.get("/api/inbox/threads").status_code == 200
    operator.allow()
    assert client.get("/api/orders").status_code == 200


def test_unknown_paths_wrong_methods_and_other_formats(client: httpx2.Client) -> None:
    assert client.get("/api/api/inbox/threads").status_code == 404
    assert client.get("/api/inbox/threads/").status_code == 404
    assert client.put("/api/inbox/threads").status_code == 405
    assert client.get("/api/orders", headers={"Accept": "application/xml"}).status_code == 406
