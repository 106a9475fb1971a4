"""M11 and M10: order, pages, filters, messages only when asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from sandbox.mirakl import Entity, MiraklOperator, Post

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def listed(client: httpx2.Client, **parameters: Any) -> list[str]:
    answer = client.get("/api/inbox/threads", params=parameters)
    assert answer.status_code == 200, answer.text
    return [thread["id"] for thread in answer.json()["data"]]


def at(operator: MiraklOperator, moment: datetime, name: str = "") -> str:
    return operator.add_thread(Post("Bonjour", at=moment), thread_id=name or None).id


def test_newest_change_first(client: httpx2.Client, operator: MiraklOperator) -> None:
    for hour, name in enumerate(["a", "b", "c"]):
        at(operator, NOON + timedelta(hours=hour), name)
    assert listed(client) == ["c", "b", "a"]
    operator.add_message("a", "Une relance", at=NOON + timedelta(hours=9))
    assert listed(client) == ["a", "c", "b"]


def test_updated_since_is_inclusive(client: httpx2.Client, operator: MiraklOperator) -> None:
    at(operator, NOON, "noon")
    at(operator, NOON + timedelta(milliseconds=120), "later")
    assert listed(client, updated_since="2026-11-20T12:00:00Z") == ["later", "noon"]
    assert listed(client, updated_since="2026-11-20T13:00:00.120+01:00") == ["later"]
    assert listed(client, updated_since="2026-11-20T12:00:00.121Z") == []


@pytest.mark.parametrize(
    "query",
    [
        "updated_since=2026-11-20T12:00:00+01:00",
        "updated_since=2026-11-20T12:00:00",
        "updated_since=2026-11-20",
        "updated_since=2026-13-20T12:00:00Z",
        "entity_id=C1-A",
        "entity_type=ORDER",
        "with_messages=1",
        "limit=0",
        "limit=ten",
        "page_token=bGltaXQ9NTA.forged",
        "sort=subject,ASC",
        "entity_type=MMP_ORDER&entity_id=" + ",".join(str(number) for number in range(101)),
    ],
)
def test_what_makes_no_sense_is_refused(client: httpx2.Client, query: str) -> None:
    assert client.get(f"/api/inbox/threads?{query}").status_code == 400


def test_an_encoded_plus_is_a_date(client: httpx2.Client) -> None:
    assert client.get("/api/inbox/threads?updated_since=2026-11-20T12:00:00%2B01:00").status_code == 200


def test_pages_hold_fifty_and_the_last_one_says_so(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.fill(120, 1)
    seen: list[str] = []
    answer = client.get("/api/inbox/threads").json()
    while True:
        assert len(answer["data"]) <= 50
        seen += [thread["id"] for thread in answer["data"]]
        if "next_page_token" not in answer:
            break
        answer = client.get("/api/inbox/threads", params={"page_token": answer["next_page_token"]}).json()
    assert seen == [thread.id for thread in reversed(operator.threads())]


def test_a_full_last_page_has_no_next_one(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.fill(100, 1)
    first = client.get("/api/inbox/threads").json()
    second = client.get("/api/inbox/threads", params={"page_token": first["next_page_token"]}).json()
    assert len(second["data"]) == 50
    assert "next_page_token" not in second


def test_the_token_overrides_everything(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.fill(6, 1, until=NOON, spacing=timedelta(hours=1))
    since = "2026-11-20T08:00:00Z"
    first = client.get(
        "/api/inbox/threads", params={"limit": 2, "updated_since": since, "with_messages": "true"}
    ).json()
    other = {"page_token": first["next_page_token"], "limit": 99, "updated_since": "nonsense"}
    second = client.get("/api/inbox/threads", params=other).json()
    assert len(second["data"]) == 2
    assert all("messages" in thread for thread in second["data"])
    third = client.get("/api/inbox/threads", params={"page_token": second["next_page_token"]}).json()
    assert len(third["data"]) == 1
    assert "next_page_token" not in third


def test_pages_stay_in_place_while_threads_move(client: httpx2.Client, operator: MiraklOperator) -> None:
    made = [thread.id for thread in operator.fill(4, 1)]
    first = client.get("/api/inbox/threads", params={"limit": 2}).json()
    operator.add_message(made[3], "Le premier bouge encore")
    operator.add_message(made[0], "Et le dernier remonte")
    second = client.get("/api/inbox/threads", params={"page_token": first["next_page_token"]}).json()
    assert [thread["id"] for thread in second["data"]] == [made[1]]


def test_expired_tokens_are_refused(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.fill(3, 1)
    token = client.get("/api/inbox/threads", params={"limit": 1}).json()["next_page_token"]
    operator.expire_page_tokens()
    assert client.get("/api/inbox/threads", params={"page_token": token}).status_code == 400


def test_a_page_above_a_hundred_is_cut_or_refused(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.fill(101, 1)
    assert len(listed(client, limit=500)) == 100
    operator.settings.over_limit = "refuse"
    assert client.get("/api/inbox/threads", params={"limit": 101}).status_code == 400
    assert len(listed(client, limit=100)) == 100


def test_messages_come_only_when_asked(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread([Post("Bonjour"), Post("Réponse", "SHOP")])
    operator.click_no_reply_needed(thread.id, user_type="OPERATOR")
    bare = client.get("/api/inbox/threads").json()["data"][0]
    assert "messages" not in bare
    assert "no_store_reply_needed" not in bare
    full = client.get("/api/inbox/threads", params={"with_messages": "true"}).json()["data"][0]
    assert [message["body"] for message in full["messages"]] == ["Bonjour", "Réponse"]
    assert full["no_store_reply_needed"][0]["user_type"] == "OPERATOR"


def test_a_long_thread_gives_its_last_hundred_and_m10_all(
    client: httpx2.Client, operator: MiraklOperator
) -> None:
    thread = operator.add_thread([Post(f"Message numéro {number}") for number in range(130)])
    full = client.get("/api/inbox/threads", params={"with_messages": "true"}).json()["data"][0]
    assert full["metadata"]["total_count"] == 130
    assert [full["messages"][0]["body"], len(full["messages"])] == ["Message numéro 30", 100]
    assert len(client.get(f"/api/inbox/threads/{thread.id}").json()["messages"]) == 130


def test_filters_by_entity_and_channel(client: httpx2.Client, operator: MiraklOperator) -> None:
    order = operator.add_order("C100-A")
    first = operator.add_thread("Un", order=order)
    second = operator.add_thread("Deux", order=order)
    offer = operator.add_thread("Trois", about="offer", channel="DE")
    notice = operator.add_thread(Post("Quatre", "OPERATOR"), about="operator")
    ids = {"entity_type": "MMP_ORDER", "entity_id": "C100-A,C404-A"}
    assert set(listed(client, **ids)) == {first.id, second.id}
    assert len(listed(client, limit=1, **ids)) == 1
    assert listed(client, entity_type="MMP_OFFER") == [offer.id]
    assert listed(client, channel_codes="DE") == [offer.id]
    assert notice.id in listed(client)
    assert notice.id not in listed(client, channel_codes="FR,DE")


def test_entity_pages_go_on_with_the_token(client: httpx2.Client, operator: MiraklOperator) -> None:
    order = operator.add_order("C100-A")
    made = [operator.add_thread(f"Question {number}", order=order).id for number in range(3)]
    query: dict[str, str | int] = {"entity_type": "MMP_ORDER", "entity_id": "C100-A", "limit": 2}
    first = client.get("/api/inbox/threads", params=query).json()
    second = client.get("/api/inbox/threads", params={"page_token": first["next_page_token"]}).json()
    seen = [thread["id"] for answer in (first, second) for thread in answer["data"]]
    assert seen == list(reversed(made))


def test_dates_with_and_without_milliseconds(client: httpx2.Client, operator: MiraklOperator) -> None:
    operator.add_thread(Post("Bonjour", at=NOON + timedelta(milliseconds=412)))
    shown = client.get("/api/inbox/threads").json()["data"][0]
    assert shown["date_created"] == "2026-11-20T12:00:00Z"
    assert shown["date_updated"] == "2026-11-20T12:00:00.412Z"


def test_unusual_threads(client: httpx2.Client, operator: MiraklOperator) -> None:
    odd = operator.add_thread("Une question", entity=Entity("MMP_QUOTE_REQUEST", "Q-7", "Devis 7"))
    bare = operator.add_thread("Sans objet", about="nothing")
    shown = {thread["id"]: thread for thread in client.get("/api/inbox/threads").json()["data"]}
    assert shown[odd.id]["entities"][0]["type"] == "MMP_QUOTE_REQUEST"
    assert "entities" not in shown[bare.id]
    assert shown[odd.id]["service_level"]
    operator.settings.extra_fields = False
    assert "service_level" not in client.get("/api/inbox/threads").json()["data"][0]
