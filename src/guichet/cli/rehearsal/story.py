"""The main job, told line by line in the terminal, all of it through the public API."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx2

Found = TypeVar("Found")
WAIT_SECONDS = 120.0
STEP_SECONDS = 0.5

WAITING = """
query ($marketplace: String!) {
  discussions(filter: {needsReply: true, statuses: [OPEN], marketplaces: [$marketplace]}, first: 1) {
  totalCount nodes { id subject possibleRecipients marketplace { name } participants { kind name } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) { message { id } errors { message } } }
"""
STORES = "{ viewer { stores { id name } } }"
NEXT = "query ($store: ID!) { invoiceSettings(storeId: $store) { nextInvoiceNumber } }"
DELIVERY = "query ($id: ID!) { node(id: $id) { ... on Message { delivery deliveryError } } }"
# One whose answers are read back, and one by mail, where nothing can be: there SENT is the end.
ACTS = (("mirakl-leroymerlin", "CONFIRMED"), ("amazon-fr", "SENT"))
BODY = (
    "Bonjour,\n\nNous regardons votre demande et revenons vers vous aujourd'hui.\n\n"
    "Bonne journée,\nInès, Atelier Lumen"
)


class NotNowError(Exception):
    """The API refuses for a moment: somebody else asks a lot with the same token."""


class Story:
    """Plays once: conversations arrive, two are answered, and the answers are followed to their end.

    What the seller may do next with invoices is told last.
    """

    def __init__(self, url: str, token: str, say: Callable[[str], None]) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx2.Client(base_url=url, headers=headers, timeout=10, trust_env=False)
        self._say = say

    def play(self) -> None:
        """Tell each step as it happens; a step that does not come is said too."""
        with self._client:
            for marketplace, end in ACTS:
                waiting = self._until(lambda code=marketplace: self._someone_waits(code))  # type: ignore[misc]
                if waiting is None:
                    self._say(f"No conversation has arrived from {marketplace}; the lines above may say why.")
                else:
                    self._answer(waiting, marketplace, end)
            self._say_invoices()

    def _answer(self, waiting: dict[str, Any], marketplace: str, end: str) -> None:
        discussion = waiting["nodes"][0]
        name = discussion["marketplace"]["name"]
        self._say(f"Conversations have arrived from {name}; {waiting['totalCount']} wait for an answer.")
        person = next((p["name"] for p in discussion["participants"] if p["kind"] != "MERCHANT"), "someone")
        answer = {
            "discussionId": discussion["id"],
            "body": BODY,
            "recipients": discussion["possibleRecipients"][:1],
            "thenStatus": "PENDING",
            "idempotencyKey": f"demo:{marketplace}",
        }
        taken = self._until(lambda: self._ask(REPLY, {"input": answer}))
        if taken is None or taken["reply"]["errors"]:
            why = taken["reply"]["errors"][0]["message"] if taken else "the web part does not answer."
            self._say(f"The answer was not taken: {why}")
            return
        sent = taken["reply"]
        self._say(f"Answering {person} on {name}: “{discussion['subject']}”")
        self._follow(sent["message"]["id"], end)

    def _say_invoices(self) -> None:
        self._say("Invoices are set up: tick “Invoice” below an answer about an order, and it goes along.")
        seen = self._until(lambda: self._ask(STORES, {})) or {"viewer": {"stores": []}}
        for store in seen["viewer"]["stores"]:
            found = self._until(lambda key=store["id"]: self._ask(NEXT, {"store": key}))  # type: ignore[misc]
            if found is None:
                return
            settings = found["invoiceSettings"]
            self._say(f"  the next of {store['name']} is {settings['nextInvoiceNumber']}")

    def _follow(self, message_id: str, end: str) -> None:
        told: list[str] = []

        def settled() -> str | None:
            state: str = self._ask(DELIVERY, {"id": message_id})["node"]["delivery"]
            if state not in told:
                told.append(state)
                self._say(f"  the answer is {state}")
            return state if state in {end, "FAILED"} else None

        self._until(settled)

    def _someone_waits(self, marketplace: str) -> dict[str, Any] | None:
        found: dict[str, Any] = self._ask(WAITING, {"marketplace": marketplace})["discussions"]
        return found if found["nodes"] else None

    def _until(self, ask: Callable[[], Found | None]) -> Found | None:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = ask()
            except (httpx2.TransportError, NotNowError):
                answer = None
            if answer is not None:
                return answer
            time.sleep(STEP_SECONDS)
        return None

    def _ask(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        response = self._client.post("/graphql", json={"query": query, "variables": variables})
        data: dict[str, Any] | None = response.json()["data"]
        if data is None:
            raise NotNowError
        return data
