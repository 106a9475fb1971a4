"""The control under /_sandbox/: what scripts use, and the pages for people."""

import base64

import httpx2

from sandbox.mirakl import SECOND_SHOP, MiraklOperator, Post
from tests.sandbox.writing import file_part, reply, upload


def test_state_counts_and_tells_all(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour")
    reply(client, thread.id, "Bonsoir")
    order_id = (thread.entities or ())[0].id
    entries = {"order_documents": [{"file_name": "FA.pdf", "type_code": "CUSTOMER_INVOICE"}]}
    upload(client, order_id, entries, file_part("FA.pdf"))
    counts = client.get("/_sandbox/state").json()
    assert (counts["threads"], counts["messages"], counts["sent"], counts["orders"]) == (1, 2, 1, 1)
    assert "data" not in counts
    full = client.get("/_sandbox/state", params={"full": 1}).json()
    sent = [message for message in full["data"][0]["messages"] if message["throughApi"]]
    assert [message["body"] for message in sent] == ["Bonsoir"]
    assert sent[0]["to"] == ["CUSTOMER"]
    assert [(each["orderId"], each["name"]) for each in full["uploads"]] == [(order_id, "FA.pdf")]


def test_calls_are_logged_without_secrets(client: httpx2.Client, operator: MiraklOperator) -> None:
    client.get("/api/inbox/threads", params={"limit": 5, "api_key": operator.api_key})
    client.get("/api/orders")
    client.get("/api/account", headers={"Authorization": "wrong"})
    calls = client.get("/_sandbox/calls").json()["calls"]
    assert [(call["endpoint"], call["status"]) for call in calls] == [
        ("M11", 200),
        ("OR11", 200),
        ("A01", 401),
    ]
    assert calls[0]["query"] == {"limit": "5"}
    assert operator.api_key not in client.get("/_sandbox/calls").text
    later = client.get("/_sandbox/calls", params={"endpoint": "OR11", "after": calls[0]["number"]}).json()
    assert later["count"] == 1
    assert client.delete("/_sandbox/calls").status_code == 204
    assert client.get("/_sandbox/calls").json() == {"count": 0, "calls": []}


def test_faults_over_http(client: httpx2.Client) -> None:
    wanted = [
        {"endpoint": "M11", "kind": "throttle", "times": 2, "retryAfter": 4},
        {"endpoint": "*", "kind": "latency", "seconds": 0.01},
    ]
    added = client.post("/_sandbox/faults", json={"faults": wanted})
    assert added.status_code == 201
    assert client.get("/api/inbox/threads").headers["Retry-After"] == "4"
    shown = client.get("/_sandbox/faults").json()["faults"]
    assert [(fault["kind"], fault["times"], fault["struck"]) for fault in shown] == [
        ("throttle", 1, 1),
        ("latency", None, 1),
    ]
    assert client.delete(f"/_sandbox/faults/{shown[0]['id']}").status_code == 204
    assert client.get("/api/inbox/threads").status_code == 200
    assert client.delete("/_sandbox/faults").status_code == 204
    assert client.get("/_sandbox/faults").json() == {"faults": []}
    assert client.post("/_sandbox/faults", json={"endpoint": "M99", "kind": "reset"}).status_code == 400


def test_customers_and_operators_write_over_http(client: httpx2.Client, operator: MiraklOperator) -> None:
    order = operator.add_order()
    made = client.post(
        "/_sandbox/threads",
        json={
            "orderId": order.id,
            "body": "Bonjour, il manque une vis.",
            "topic": {"type": "REASON_CODE", "value": "24"},
            "attachments": [{"name": "vis.png", "base64": base64.b64encode(b"\x89PNG").decode()}],
        },
    )
    assert made.status_code == 201
    thread_id = made.json()["threadId"]
    notice = {"by": "operator", "body": "Merci de répondre au client.", "to": ["SHOP"]}
    assert client.post(f"/_sandbox/threads/{thread_id}/messages", json=notice).status_code == 201
    shown = client.get(f"/api/inbox/threads/{thread_id}").json()
    assert [each["from"]["type"] for each in shown["messages"]] == ["CUSTOMER_USER", "OPERATOR_USER"]
    assert shown["messages"][0]["attachments"][0]["size"] == 4
    assert shown["entities"][0]["id"] == order.id


def test_a_thread_of_a_new_customer_in_the_other_shop(client: httpx2.Client) -> None:
    customer = {"name": "Jonas Winkler", "id": None, "language": "de"}
    data = {"body": "Guten Tag", "customer": customer, "about": "offer", "shopId": SECOND_SHOP.id}
    thread_id = client.post("/_sandbox/threads", json=data).json()["threadId"]
    there = client.get(f"/api/inbox/threads/{thread_id}", params={"shop_id": SECOND_SHOP.id}).json()
    assert there["authorized_participants"][0] == {"type": "CUSTOMER", "display_name": "Jonas Winkler"}
    assert there["entities"][0]["type"] == "MMP_OFFER"


def test_writing_that_makes_no_sense(client: httpx2.Client, operator: MiraklOperator) -> None:
    notice = operator.add_thread(Post("Avis", "OPERATOR"), about="operator")
    path = f"/_sandbox/threads/{notice.id}/messages"
    assert client.post(path, json={"by": "CUSTOMER", "body": "Bonjour"}).status_code == 400
    assert client.post(path, json={"by": "NOBODY", "body": "Bonjour"}).status_code == 400
    assert client.post(path, json={"by": "OPERATOR"}).status_code == 400
    assert client.post("/_sandbox/threads/none/messages", json={"body": "Bonjour"}).status_code == 400
    assert client.post("/_sandbox/threads", json={"body": "Bonjour", "orderId": "C0-A"}).status_code == 400


def test_keys_rights_and_settings(client: httpx2.Client, operator: MiraklOperator) -> None:
    old = operator.api_key
    added = client.post("/_sandbox/keys", json={"action": "add", "shopIds": [SECOND_SHOP.id]}).json()[
        "apiKey"
    ]
    account = client.get("/api/account", headers={"Authorization": added}).json()
    assert account["shop_id"] == SECOND_SHOP.id
    new = client.post("/_sandbox/keys", json={"action": "rotate", "apiKey": old}).json()["apiKey"]
    assert client.get("/api/account").status_code == 401
    client.headers["Authorization"] = new
    denied = client.post("/_sandbox/rights", json={"deny": ["SHOP_READ"], "apiKey": new}).json()
    assert denied == {"denied": ["SHOP_READ"]}
    assert client.get("/api/account").status_code == 403
    client.post("/_sandbox/rights", json={"allow": ["SHOP_READ"], "apiKey": new})
    assert client.get("/api/account").status_code == 200
    assert client.post("/_sandbox/rights", json={"deny": ["EVERYTHING"]}).status_code == 400
    assert client.post("/_sandbox/settings", json={"over_limit": "refuse"}).status_code == 200
    assert client.get("/api/inbox/threads", params={"limit": 101}).status_code == 400
    assert client.post("/_sandbox/settings", json={"colour": "red"}).status_code == 400
    assert client.post("/_sandbox/keys", json={"action": "revoke", "apiKey": new}).status_code == 204
    assert client.get("/api/account").status_code == 401


def test_the_pages_show_and_let_write(client: httpx2.Client, operator: MiraklOperator) -> None:
    thread = operator.add_thread(
        "<p>Bonjour,<br>il manque une vis &amp; un <b>câble</b>.</p><script>alert(1)</script>"
    )
    front = client.get("/_sandbox/")
    assert front.status_code == 200
    assert "Lina Moreau" in front.text
    page = client.get(f"/_sandbox/threads/{thread.id}").text
    assert "il manque une vis &amp; un câble." in page
    assert "<script" not in page
    form = {"thread": thread.id, "by": "CUSTOMER", "body": "Toujours rien ?"}
    sent = client.post("/_sandbox/forms/message", data=form)
    assert sent.status_code == 303
    assert thread.messages[-1].body == "Toujours rien ?"
    new = {"name": "Paul <b>", "about": "order", "shop": "2417", "topic": "Retard", "body": "Bonjour"}
    made = client.post("/_sandbox/forms/thread", data=new)
    assert "Paul &lt;b&gt;" in client.get(made.headers["Location"]).text


def test_the_pages_switch_faults(client: httpx2.Client, operator: MiraklOperator) -> None:
    fault = {
        "endpoint": "M12",
        "kind": "throttle",
        "times": "",
        "probability": "1",
        "seconds": "",
        "retry_after": "",
    }
    assert client.post("/_sandbox/forms/fault", data=fault).status_code == 303
    active = operator.faults.active()[0]
    assert (active.times, active.retry_after) == (None, None)
    assert "until switched off" in client.get("/_sandbox/").text
    client.post("/_sandbox/forms/fault-off", data={"id": str(active.id)})
    assert operator.faults.active() == []
