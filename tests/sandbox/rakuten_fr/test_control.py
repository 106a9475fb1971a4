"""The control under /_sandbox/, the demo, and the life."""

import httpx2
import pytest

from sandbox.faults import KINDS
from sandbox.rakuten_fr import Life, Post, RakutenMarketplace, load_demo
from tests.sandbox.rakuten_fr.conftest import Calling, Clock
from tests.waiting import until


def test_state_counts_and_tells_all(
    web: httpx2.Client, call: Calling, marketplace: RakutenMarketplace
) -> None:
    item = marketplace.add_item("Bonjour")
    call("contactuseraboutitem", itemid=str(item.id), content="Bonsoir")
    counts = web.get("/_sandbox/state").json()
    assert (counts["items"], counts["messages"], counts["sent"], counts["toDo"]) == (1, 2, 1, 1)
    assert "data" not in counts
    (full,) = web.get("/_sandbox/state", params={"full": 1}).json()["data"]
    assert [m["content"] for m in full["messages"] if m["throughApi"]] == ["Bonsoir"]
    assert marketplace.token not in web.get("/_sandbox/state", params={"full": 1}).text


def test_calls_are_logged_without_secrets(
    web: httpx2.Client, call: Calling, marketplace: RakutenMarketplace
) -> None:
    call("getitemtodolist")
    call("getiteminfos", itemid="1")
    shown = web.get("/_sandbox/calls")
    assert [c["endpoint"] for c in shown.json()["calls"]] == ["getitemtodolist", "getiteminfos"]
    assert marketplace.token not in shown.text
    assert marketplace.login not in shown.text
    assert web.get("/_sandbox/calls", params={"endpoint": "getiteminfos"}).json()["count"] == 1
    assert web.delete("/_sandbox/calls").status_code == 204
    assert web.get("/_sandbox/calls").json()["count"] == 0


def test_faults_over_http(web: httpx2.Client, call: Calling) -> None:
    added = web.post(
        "/_sandbox/faults", json={"endpoint": "getitemtodolist", "kind": "expired_key", "times": 1}
    )
    assert added.status_code == 201
    assert call("getitemtodolist").text("code") == "InvalidUserConnection"
    assert call("getitemtodolist").name == "getitemtodolistresult"
    assert web.post("/_sandbox/faults", json={"endpoint": "M11", "kind": "reset"}).status_code == 400
    web.post("/_sandbox/faults", json={"kind": "throttle", "retryAfter": 7})
    throttled = web.get("/sales_ws?action=getnewsales")
    assert (throttled.status_code, throttled.headers["Retry-After"]) == (429, "7")
    assert b"Quota exceeded" in throttled.content
    assert web.delete("/_sandbox/faults").status_code == 204
    assert web.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_of_the_menu_strikes(
    web: httpx2.Client, marketplace: RakutenMarketplace, kind: str
) -> None:
    item = marketplace.add_item("Où est-elle ?")
    marketplace.settings.reading_marks_read = False
    query = {"action": "getiteminfos", "login": marketplace.login, "pwd": marketplace.token}
    query["itemid"] = str(item.id)
    usual = web.get("/sales_ws", params={**query, "version": "2017-08-07"}).content
    web.post("/_sandbox/faults", json={"kind": kind, "times": 1, "seconds": 0.05})
    try:
        answer = web.get("/sales_ws", params={**query, "version": "2017-08-07"}, timeout=0.5)
    except httpx2.TransportError:
        assert "timeout" in kind or "reset" in kind or kind == "truncated"
    else:
        # Latin-1 has no U+FFFD that could be halved.
        assert kind in ("latency", "half_character") or answer.content != usual
    assert marketplace.faults.active() == []


def test_buyers_rakuten_and_claims_over_http(web: httpx2.Client, marketplace: RakutenMarketplace) -> None:
    made = web.post("/_sandbox/items", json={"content": "Bonjour", "buyer": "lili75", "headline": "Bol"})
    assert made.status_code == 201
    item_id = made.json()["itemId"]
    mail = {"by": "RAKUTEN", "content": "Répondez", "subject": "Urgent"}
    assert web.post(f"/_sandbox/items/{item_id}/messages", json=mail).json()["mailId"]
    assert web.post(f"/_sandbox/items/{item_id}/claim", json={"comment": "Cassé"}).status_code == 201
    assert marketplace.item(item_id).causes()[0] == "CLAIM"
    assert web.delete(f"/_sandbox/items/{item_id}/claim").status_code == 204
    assert web.post("/_sandbox/questions", json={"content": "Neuf ?"}).status_code == 201
    for path, data in [
        (f"/_sandbox/items/{item_id}/messages", {"by": "NOBODY", "content": "x"}),
        (f"/_sandbox/items/{item_id}/messages", {}),
        ("/_sandbox/items/1/messages", {"content": "x"}),
    ]:
        assert web.post(path, json=data).status_code == 400


def test_token_rights_and_settings(
    web: httpx2.Client, call: Calling, marketplace: RakutenMarketplace
) -> None:
    token = web.post("/_sandbox/token").json()["token"]
    assert token == marketplace.token
    assert web.post("/_sandbox/rights", json={"deny": ["getnewsales"]}).json() == {"denied": ["getnewsales"]}
    assert call("getnewsales").text("code") == "InvalidUserRights"
    web.post("/_sandbox/rights", json={"deny": []})
    assert call("getnewsales").name == "getnewsalesresult"
    assert web.post("/_sandbox/rights", json={"deny": ["M11"]}).status_code == 400
    assert web.post("/_sandbox/settings", json={"max_bytes": 3}).json()["max_bytes"] == 3
    assert web.post("/_sandbox/settings", json={"colour": 1}).status_code == 400


def test_the_pages_show_and_let_write(web: httpx2.Client, marketplace: RakutenMarketplace) -> None:
    item = marketplace.add_item([Post("Un <b>bol</b> cassé")], buyer="<i>lili</i>")
    front, page = web.get("/_sandbox/").text, web.get(f"/_sandbox/items/{item.id}").text
    assert "&lt;i&gt;lili" in front
    assert "Un &lt;b&gt;bol&lt;/b&gt; cassé" in page
    assert "<script" not in page
    form = {"item": str(item.id), "by": "RAKUTEN", "content": "Répondez"}
    assert web.post("/_sandbox/forms/message", data=form).status_code == 303
    assert item.entries[-1].mail_id
    new = {"buyer": "zoe", "headline": "Bol", "content": "Bonjour"}
    assert "zoe" in web.get(web.post("/_sandbox/forms/item", data=new).headers["Location"]).text
    fault = {"endpoint": "*", "kind": "reset", "times": "", "seconds": ""}
    assert web.post("/_sandbox/forms/fault", data=fault).status_code == 303
    (active,) = marketplace.faults.active()
    assert "until switched off" in web.get("/_sandbox/").text
    web.post("/_sandbox/forms/fault-off", data={"id": str(active.id)})
    assert marketplace.faults.active() == []
    assert web.get("/_sandbox/items/1").status_code == 404


def test_the_demo_is_a_dozen_discussions_that_latin_can_write(marketplace: RakutenMarketplace) -> None:
    load_demo(marketplace)
    items = marketplace.state.items.values()
    assert sum(bool(item.entries) for item in items) == 12
    texts = [text for item in items for entry in item.entries for text in (entry.content, entry.object or "")]
    assert all(len(text) < 700 for text in texts)
    for text in texts:
        text.encode("iso-8859-1")
    causes = [cause for item in items for cause in item.causes()]
    assert {"CLAIM", "UNREAD_MESSAGE_FROM_BUYER", "UNREAD_MESSAGE_FROM_CUSTOMER_SERVICE"} == set(causes)
    assert all(entry.at <= marketplace.now() for item in items for entry in item.entries)


def test_life_brings_arrivals_and_answers(marketplace: RakutenMarketplace, clock: Clock) -> None:
    load_demo(marketplace)
    before = sum(len(item.entries) for item in marketplace.state.items.values())
    life = Life(marketplace, every=60)
    clock.move(minutes=30)
    life.step(clock())
    after = sum(len(item.entries) for item in marketplace.state.items.values())
    assert 20 <= after - before <= 45


def test_life_answers_what_the_seller_sends(
    marketplace: RakutenMarketplace, clock: Clock, call: Calling
) -> None:
    items = [marketplace.add_item("Bonjour") for _ in range(10)]
    for item in items:
        call("contactuseraboutitem", itemid=str(item.id), content="Bonsoir")
    life = Life(marketplace, every=86_400)
    life.step(clock())
    clock.move(minutes=2)
    life.step(clock())
    answered = sum(len(item.entries) == 3 for item in items)
    assert 5 <= answered <= 10
    with pytest.raises(ValueError, match="above zero"):
        Life(marketplace, every=0)


def test_life_runs_in_its_block(marketplace: RakutenMarketplace, clock: Clock) -> None:
    with Life(marketplace, every=1):
        clock.move(minutes=1)
        until(lambda: marketplace.state.items, seconds=5)
