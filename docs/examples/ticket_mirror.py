"""Mirrors conversations to an outside ticket tool, both ways. The tool of this example speaks plain JSON:

    POST /tickets {"key", "subject"} gives {"id"}; POST /tickets/ID/comments {"key", "author", "text"}
    (the same key twice is one); its agents' answers it posts to us, at /answers: {"key", "ticket", "text"}

    pip install httpx2 standardwebhooks
    GUICHET=URL TOKEN=… SECRET=whsec_… TOOL=URL PORT=9000 STATE=cursor.txt python ticket_mirror.py

A webhook says when, the feed `changes(after:)` says what, from where this program last stopped: so neither a
lost webhook nor a night of being down loses anything. What comes twice carries the same key twice.
"""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
from standardwebhooks import Webhook, WebhookVerificationError

CHANGES = """query ($after: String, $start: Boolean!) {
  changes(after: $after, fromStart: $start, first: 50) { cursor hasMore nodes {
    discussion { id subject merchantDiscussionId }
    messages { id body delivery author { kind name } } } } }"""
ASSIGN = """mutation ($id: ID!, $ticket: String!) {
  assignMerchantDiscussionId(discussionId: $id, merchantDiscussionId: $ticket) { errors { message } } }"""
FIND = "query ($id: String!) { discussionByMerchantId(merchantDiscussionId: $id) { id possibleRecipients } }"
REPLY = "mutation ($input: ReplyInput!) { reply(input: $input) { message { id } errors { message } } }"

STATE, one_at_a_time = Path(os.environ["STATE"]), threading.Lock()
key = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
guichet = httpx2.Client(base_url=os.environ["GUICHET"], headers=key, timeout=30)
tool = httpx2.Client(base_url=os.environ["TOOL"], timeout=30)


def ask(query: str, **variables: Any) -> dict[str, Any]:
    """The one field of an operation's answer."""
    answer = guichet.post("/graphql", json={"query": query, "variables": variables}).raise_for_status().json()
    (field,) = answer["data"].values()
    if field and field.get("errors"):
        raise ValueError(field["errors"][0]["message"])
    return field or {}


def catch_up() -> None:
    """Everything since last time; the cursor is kept once its page is in the tool, so a crash repeats one."""
    with one_at_a_time:
        has_more = True
        while has_more:
            after = STATE.read_text() if STATE.exists() else None
            page = ask(CHANGES, after=after, start=after is None)
            for change in page["nodes"]:
                mirror(change["discussion"], change["messages"])
            STATE.write_text(page["cursor"])
            has_more = page["hasMore"]


def mirror(discussion: dict[str, Any], messages: list[dict[str, Any]]) -> None:
    """The ticket of a discussion, made where there is none, and its new messages as comments."""
    ticket = discussion["merchantDiscussionId"]
    if ticket is None:
        asked = {"key": discussion["id"], "subject": discussion["subject"]}
        ticket = tool.post("/tickets", json=asked).raise_for_status().json()["id"]
        ask(ASSIGN, id=discussion["id"], ticket=ticket)
    for message in messages:
        if message["delivery"] not in ("RECEIVED", "SENT", "CONFIRMED"):
            continue  # a reply that has not left yet comes again when it has
        comment = {"key": message["id"], "author": message["author"]["kind"], "text": message["body"]}
        tool.post(f"/tickets/{ticket}/comments", json=comment).raise_for_status()


class Door(BaseHTTPRequestHandler):
    """Where Guichet and the tool knock; what is not taken (no 2xx) they send again."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            if self.path == "/answers":  # let only the tool in here, by whatever it signs with
                answer = json.loads(body)
                found = ask(FIND, id=answer["ticket"])
                sent = {"discussionId": found["id"], "recipients": found["possibleRecipients"][:1]}
                ask(REPLY, input=sent | {"body": answer["text"], "idempotencyKey": answer["key"]})
            else:
                Webhook(os.environ["SECRET"]).verify(body, dict(self.headers.items()))
                catch_up()
            self.send_response(204)
        except (WebhookVerificationError, httpx2.HTTPError, ValueError, KeyError) as error:
            self.send_response(401 if isinstance(error, WebhookVerificationError) else 503)
        self.end_headers()


if __name__ == "__main__":
    door = ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Door)
    catch_up()
    door.serve_forever()
