"""The control under /_sandbox/: what scripts use, and the pages for people."""

import base64

import httpx2

from sandbox.fnac_darty import FnacDartyMarketplace
from tests.sandbox.fnac_darty.conftest import Caller, code_of


def test_state_counts_and_tells_all(
    http: httpx2.Client, caller: Caller, marketplace: FnacDartyMarketplace
) -> None:
    order = marketplace.add_order("Bonjour")
    caller.reply(marketplace.messages(order.id)[0].id, "Bonsoir")
    counts = http.get("/_sandbox/state").json()
    assert (counts["messages"], counts["sent"], counts["orders"]) == (2, 1, 1)
    assert counts["shops"][0]["shopId"] == marketplace.shop.id
    full = http.get("/_sandbox/state", params={"full": 1}).json()
    sent = [message for message in full["data"] if message["throughApi"]]
    assert [(message["body"], message["to"]) for message in sent] == [("Bonsoir", "CLIENT")]


def test_calls_are_logged_without_secrets(http: httpx2.Client, caller: Caller) -> None:
    caller.ask("messages_query", "<paging>1</paging><message_type>ORDER</message_type>", results_count=5)
    shown = http.get("/_sandbox/calls")
    auth, query = shown.json()["calls"]
    assert (auth["endpoint"], query["endpoint"], query["status"]) == ("auth", "messages_query", 200)
    assert query["query"] == {"results_count": "5", "paging": "1", "message_type": "ORDER"}
    assert caller.shop.key not in shown.text
    assert caller.tokens[-1] not in shown.text
    assert http.get("/_sandbox/calls", params={"endpoint": "auth"}).json()["count"] == 1
    assert http.delete("/_sandbox/calls").status_code == 204
    assert http.get("/_sandbox/calls").json() == {"count": 0, "calls": []}


def test_faults_over_http(http: httpx2.Client, caller: Caller) -> None:
    caller.log_in()
    wanted = [{"endpoint": "messages_query", "kind": "throttle", "times": 1, "retryAfter": 4}]
    assert http.post("/_sandbox/faults", json={"faults": wanted}).status_code == 201
    answer = caller.post("messages_query", caller.wrapped("messages_query"))
    assert answer.headers["Retry-After"] == "4"
    assert http.get("/_sandbox/faults").json() == {"faults": []}
    made = http.post("/_sandbox/faults", json={"endpoint": "*", "kind": "latency"}).json()["faults"][0]
    assert http.delete(f"/_sandbox/faults/{made['id']}").status_code == 204
    assert http.post("/_sandbox/faults", json={"endpoint": "M11", "kind": "reset"}).status_code == 400


def test_customers_and_staff_write_over_http(http: httpx2.Client, marketplace: FnacDartyMarketplace) -> None:
    marketplace.add_shop("darty-fr", "Autre")
    files = [{"name": "vis.png", "base64": base64.b64encode(b"\x89PNG").decode()}]
    data = {"body": "Il manque une vis.", "marketplace": "darty-fr", "customer": {"name": "Ada Test"}}
    made = http.post("/_sandbox/threads", json=data | {"attachments": files}).json()
    path = f"/_sandbox/threads/{made['threadId']}"
    assert (
        http.post(f"{path}/messages", json={"by": "callcenter", "body": "Merci de répondre."}).status_code
        == 201
    )
    assert http.post(f"{path}/claim", json={"body": "Toujours rien."}).status_code == 201
    messages = marketplace.messages(made["threadId"])
    assert [m.role for m in messages] == ["CLIENT", "CALLCENTER", "CLIENT"]
    assert (messages[0].name, messages[0].files[0][1].content) == ("Ada T.", b"\x89PNG")
    assert http.delete(f"{path}/claim").status_code == 204
    assert [claim.is_open for claim in marketplace.state.claims.values()] == [False]
    again = http.post("/_sandbox/threads", json={"body": "Encore", "orderId": made["threadId"]}).json()
    assert again["threadId"] == made["threadId"]
    question = http.post("/_sandbox/threads", json={"body": "Lavable ?", "about": "offer"}).json()
    assert marketplace.state.messages[question["messageId"]].kind == "OFFER"


def test_writing_that_makes_no_sense(http: httpx2.Client, marketplace: FnacDartyMarketplace) -> None:
    path = f"/_sandbox/threads/{marketplace.add_order().id}/messages"
    for target, data in (
        (path, {"by": "NOBODY", "body": "x"}),
        (path, {"by": "CLIENT"}),
        ("/_sandbox/threads/none/messages", {"body": "x"}),
        ("/_sandbox/threads", {"body": "x", "marketplace": "fnac-de"}),
        ("/_sandbox/settings", {"colour": "red"}),
        ("/_sandbox/keys", {"shopId": "none"}),
    ):
        assert http.post(target, json=data).status_code == 400


def test_keys_tokens_and_settings(
    http: httpx2.Client, caller: Caller, marketplace: FnacDartyMarketplace
) -> None:
    caller.log_in()
    assert http.post("/_sandbox/tokens").status_code == 204
    assert code_of(caller.ask("messages_query")) == "ERR_097"
    key = http.post("/_sandbox/keys", json={}).json()["key"]
    assert marketplace.shop.key == key
    assert http.post("/_sandbox/settings", json={"profile": "schema"}).json()["profile"] == "schema"


def test_the_pages_show_and_let_write(http: httpx2.Client, marketplace: FnacDartyMarketplace) -> None:
    order = marketplace.add_order("<p>Bonjour</p><script>alert(1)</script>")
    question = marketplace.ask("Lavable ?")
    marketplace.answer(question.id, "Oui.")
    front = http.get("/_sandbox/").text
    assert order.id in front
    assert "<script" not in front
    page = http.get(f"/_sandbox/threads/{order.id}").text
    assert "&lt;script&gt;" in page
    assert "Oui." in http.get(f"/_sandbox/threads/{question.id}").text
    assert "Not found" in http.get("/_sandbox/threads/none").text
    form = {"thread": order.id, "by": "CLIENT", "body": "Toujours rien ?"}
    assert http.post("/_sandbox/forms/message", data=form).status_code == 303
    http.post("/_sandbox/forms/message", data=form | {"by": "CLAIM"})
    assert [m.description for m in marketplace.messages(order.id)][1:] == ["Toujours rien ?"] * 2
    new = {"name": "Paul <b>", "about": "order", "shop": "fnac-fr", "body": "Bonjour"}
    for about in ("order", "offer"):
        made = http.post("/_sandbox/forms/thread", data=new | {"about": about})
        assert "Paul &lt;" in http.get(made.headers["Location"]).text


def test_the_pages_switch_faults(http: httpx2.Client, marketplace: FnacDartyMarketplace) -> None:
    fault = {"endpoint": "messages_update", "kind": "throttle", "times": "", "seconds": ""}
    assert http.post("/_sandbox/forms/fault", data=fault).status_code == 303
    active = marketplace.faults.active()[0]
    assert "until switched off" in http.get("/_sandbox/").text
    http.post("/_sandbox/forms/fault-off", data={"id": str(active.id)})
    assert marketplace.faults.active() == []
