"""The sample shop: believable, whole, and as described."""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from PIL import Image

from sandbox.mirakl import SECOND_SHOP, MiraklOperator, Thread
from sandbox.mirakl.content.demo import discussion_files
from sandbox.mirakl.content.goods import read_toml
from sandbox.mirakl.content.moments import moment
from tests.sandbox.published import Check

NIGHTS = [datetime(2026, 11, 23, hour, 4, 31, tzinfo=UTC) for hour in (0, 5, 13, 23)]


@pytest.fixture
def operator() -> MiraklOperator:
    operator = MiraklOperator(seed=7)
    operator.load_demo()
    return operator


def pages(client: httpx2.Client, path: str, key: str, **parameters: Any) -> list[dict[str, Any]]:
    """All of a listing, with offset or token."""
    found: list[dict[str, Any]] = []
    while True:
        answer = client.get(path, params=parameters).json()
        found += answer[key]
        if "next_page_token" in answer:
            parameters = {"page_token": answer["next_page_token"]}
        elif len(found) < answer.get("total_count", 0):
            parameters["offset"] = len(found)
        else:
            return found


def test_every_answer_is_as_published(client: httpx2.Client, check: Check) -> None:
    for shop_id in (2417, 2418):
        everything = {"with_messages": "true", "shop_id": shop_id, "limit": 100}
        threads = check("M11_Response_200", client.get("/api/inbox/threads", params=everything))["data"]
        for thread in threads:
            answer = client.get(f"/api/inbox/threads/{thread['id']}", params={"shop_id": shop_id})
            check("M10_Response_200", answer)
        orders = check(
            "OR11_Response_200", client.get("/api/orders", params={"max": 100, "shop_id": shop_id})
        )
        ids = ",".join(order["order_id"] for order in orders["orders"])
        documents = {"order_ids": ids, "shop_id": shop_id}
        check("OR72_Response_200", client.get("/api/orders/documents", params=documents))


def test_threads_are_many_and_of_every_kind(client: httpx2.Client, operator: MiraklOperator) -> None:
    threads = pages(client, "/api/inbox/threads", "data", with_messages="true")
    assert len(threads) >= 50
    kinds = Counter(entity["type"] for thread in threads for entity in thread.get("entities", []))
    assert kinds["MMP_ORDER"] > 30
    assert kinds["MMP_OFFER"] >= 8
    assert kinds["SELLER_OPERATOR"] >= 3
    assert sum("entities" not in thread for thread in threads) == 1
    customers = [each for thread in threads for each in thread["authorized_participants"]]
    assert any(each["type"] == "CUSTOMER" and "id" not in each for each in customers)
    counts = [thread["metadata"]["total_count"] for thread in threads]
    assert max(counts) > 130
    assert sum(10 <= count <= 20 for count in counts) >= 2
    waiting = [thread["metadata"]["shop_reply_needed_since"] is not None for thread in threads]
    assert 20 < sum(waiting) < len(threads) - 10
    assert any(thread["no_store_reply_needed"] for thread in threads)
    assert Counter(thread["topic"]["type"] for thread in threads).keys() == {"FREE_TEXT", "REASON_CODE"}
    assert len(operator.threads(SECOND_SHOP.id)) == 4


def test_no_two_threads_begin_alike(operator: MiraklOperator) -> None:
    bodies = [message.body for thread in operator.threads() for message in thread.messages]
    assert len(set(bodies)) == len(bodies)
    openings = Counter(thread.messages[0].body[:40] for thread in operator.threads())
    assert openings.most_common(1)[0][1] == 1


def test_five_languages_and_their_countries(client: httpx2.Client, operator: MiraklOperator) -> None:
    languages = Counter(thread.customer.language for thread in operator.threads() if thread.customer)
    assert languages.keys() == {"fr", "de", "es", "it", "en"}
    orders = pages(client, "/api/orders", "orders", max=100)
    rates = {
        address["country_iso_code"]: order["order_lines"][0]["taxes"][0]["rate"]
        for order in orders
        if (address := order["customer"]["shipping_address"])
    }
    known = {"FRA": 20.0, "DEU": 19.0, "ESP": 21.0, "ITA": 22.0, "GBR": 20.0}
    assert {country: rates[country] for country in known} == known


def test_orders_are_rich_and_varied(client: httpx2.Client) -> None:
    orders = pages(client, "/api/orders", "orders", max=100)
    states = Counter(order["order_state"] for order in orders)
    assert {
        "WAITING_ACCEPTANCE",
        "WAITING_DEBIT_PAYMENT",
        "SHIPPING",
        "SHIPPED",
        "TO_COLLECT",
    } <= states.keys()
    assert {"RECEIVED", "CLOSED", "CANCELED"} <= states.keys()
    assert any(len(order["order_lines"]) == 3 for order in orders)
    assert any(order["fully_refunded"] for order in orders)
    assert any(order["has_incident"] for order in orders)
    for order in orders:
        shipped = order["order_state"] in ("SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED")
        assert (order["shipping_tracking"] is not None) == shipped
        assert order["created_date"] <= order["last_updated_date"]


def test_bodies_come_in_every_shape(operator: MiraklOperator) -> None:
    bodies = [message.body for thread in operator.threads() for message in thread.messages]
    assert any(body.startswith("<html") and "MsoNormal" in body for body in bodies)
    assert any("&eacute;" in body for body in bodies)
    assert any("<ul>" in body and "<a href=" in body for body in bodies)
    assert any("\n" in body and "<" not in body for body in bodies)
    assert any("<br />" in body for body in bodies)


def test_attachments_are_real_files(client: httpx2.Client, operator: MiraklOperator) -> None:
    stored = [
        (thread.shop_id, attachment)
        for thread in operator.threads()
        for message in thread.messages
        for attachment in message.attachments
    ]
    kinds = Counter(attachment.name.rsplit(".", 1)[1] for _, attachment in stored)
    assert kinds.keys() == {"png", "pdf", "txt"}
    assert any(not attachment.name.isascii() for _, attachment in stored)
    for shop_id, attachment in stored:
        path = f"/api/inbox/threads/{attachment.id}/download"
        content = client.get(path, params={"shop_id": shop_id}).content
        assert len(content) == attachment.size
        if attachment.name.endswith(".png"):
            Image.open(io.BytesIO(content)).verify()
        elif attachment.name.endswith(".pdf"):
            check_pdf(content)


def check_pdf(content: bytes) -> None:
    """The cross-reference table points where the objects are."""
    assert content.startswith(b"%PDF-1.4")
    assert content.rstrip().endswith(b"%%EOF")
    start = int(content.split(b"startxref")[1].split()[0])
    assert content[start:].startswith(b"xref")
    entries = content[start:].split(b"trailer")[0].splitlines()[3:]
    for number, entry in enumerate(entries, start=1):
        offset = int(entry[:10])
        assert content[offset:].startswith(b"%d 0 obj" % number)


def test_ages_are_written_in_order() -> None:
    now = NIGHTS[-1]
    for name in discussion_files():
        for spec in read_toml(f"discussions/{name}")["discussion"]:
            ages = [entry["ago"] for entry in spec["message"]]
            ages = [spec["order"]["ago"], *ages] if "order" in spec else ages
            moments = [moment(age, now) for age in ages]
            assert moments == sorted(moments), (name, spec.get("customer"), ages)


@pytest.mark.parametrize("now", NIGHTS)
def test_time_makes_sense_whenever_it_is_loaded(now: datetime) -> None:
    operator = MiraklOperator(seed=7, now=lambda: now)
    operator.load_demo()
    ages: list[timedelta] = []
    for thread in operator.threads():
        dates = [message.date_created for message in thread.messages]
        assert dates == sorted(dates)
        assert dates[-1] <= now
        assert order_dates_before(operator, thread, dates[0])
        ages.append(now - dates[-1])
    assert max(ages) > timedelta(days=40)
    assert sum(age < timedelta(days=14) for age in ages) > len(ages) * 0.6
    assert min(ages) < timedelta(hours=1)


def order_dates_before(operator: MiraklOperator, thread: Thread, first: datetime) -> bool:
    """People order before they write."""
    ids = [entity.id for entity in thread.entities or () if entity.type == "MMP_ORDER"]
    if not ids or thread.topic.value.startswith("Hôtel"):
        return True
    return operator.state.orders[ids[0]].created < first


def test_the_same_seed_gives_the_same_shop() -> None:
    first, second = (MiraklOperator(seed=7, now=lambda: NIGHTS[2]) for _ in range(2))
    assert [thread.id for thread in first.load_demo()] == [thread.id for thread in second.load_demo()]
    assert first.api_key == second.api_key
    assert MiraklOperator(seed=8).api_key != first.api_key


@pytest.mark.parametrize("text", ["", "yesterday", "3 days", "14:20"])
def test_ages_that_make_no_sense(text: str) -> None:
    with pytest.raises(ValueError, match="no age"):
        moment(text, NIGHTS[0])
