"""Customers write, a seller's systems reply, mails come: each at its pace until all of it is done."""

import threading
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from chaos.house import Client, House
from chaos.ledger import Ledger, marker
from chaos.mail import A_CASE, Post, Session
from chaos.markets import Market
from chaos.options import Options

REPLIERS, SENDERS = 3, 2
KNOWN = """
query { discussions(first: 100) { nodes { id marketplace { code } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) { message { id } errors { message } } }
"""
# As if the first answer had been lost.
ASKED_TWICE = 0.1


class Load:
    """Threads that write; `is_done` once each has come to its end."""

    def __init__(
        self, options: Options, house: House, places: list[Market], post: Post, ledger: Ledger
    ) -> None:
        self._options, self._house, self._places, self._post = options, house, places, post
        self._ledger = ledger
        self._known: dict[str, str] = {}
        self._unanswered: list[str] = []
        self._lock = threading.Lock()
        works: list[Callable[[], None]] = [
            self._customers,
            self._reader,
            *(lambda turn=turn: self._replier(turn) for turn in range(REPLIERS)),
            *(lambda turn=turn: self._sender(turn) for turn in range(SENDERS)),
        ]
        self._replies_done = threading.Event()
        self._threads = [threading.Thread(target=self._noted, args=(work,), daemon=True) for work in works]

    def start(self) -> None:
        """Let them write."""
        for thread in self._threads:
            thread.start()

    def is_done(self) -> bool:
        """Whether all was written, accepted and taken."""
        return not any(thread.is_alive() for thread in self._threads)

    def _noted(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self._ledger.note_error(error)

    def _paced(self, total: int, turn: int = 0, of: int = 1) -> Iterator[int]:
        """The numbers of one of several that share them, each at its time."""
        started = time.monotonic()
        for number in range(turn, total, of):
            time.sleep(max(0.0, started + number / total * self._options.seconds - time.monotonic()))
            yield number

    def _customers(self) -> None:
        dice = Random(f"customers:{self._options.seed}")
        shares = [place.share for place in self._places]
        for number in self._paced(self._options.messages):
            (place,) = dice.choices(self._places, shares)
            place.say(f"Bonjour, où est ma lampe ? {marker('m', number)}", dice)

    def _sender(self, turn: int) -> None:
        session, case = Session(self._post), None
        for sent, number in enumerate(self._paced(self._options.mails, turn, SENDERS)):
            if case is None or sent % A_CASE == 0:
                case = self._post.case(number)
            word = marker("e", number)
            mail = self._post.mail(case, f"Où est ma lampe ? {word}")
            while not session.try_to_send(mail):
                self._ledger.repeat("mail")
            self._ledger.take(word)
        session.close()

    def _reader(self) -> None:
        """Learns which conversations there are, as the inbox shows them."""
        client = Client(self._house)
        while not self._replies_done.wait(1.0):
            nodes = client.ask(KNOWN)["discussions"]["nodes"]
            with self._lock:
                new = {one["id"]: one["marketplace"]["code"] for one in nodes if one["id"] not in self._known}
                self._known |= new
                self._unanswered += new

    def _replier(self, turn: int) -> None:
        client, dice = Client(self._house), Random(f"replier:{self._options.seed}:{turn}")
        for number in self._paced(self._options.replies, turn, REPLIERS):
            self._reply(client, marker("r", number), self._next(dice), dice)
        self._ledger.repeated["reply"] += client.repeated
        self._replies_done.set()

    def _next(self, dice: Random) -> str:
        """A conversation that nobody answered yet, while there is one."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with self._lock:
                if self._unanswered:
                    return self._unanswered.pop(dice.randrange(len(self._unanswered)))
                if len(self._known) > self._options.replies / 4:
                    return dice.choice(list(self._known))
            time.sleep(0.2)
        raise TimeoutError("there is no conversation to answer")

    def _reply(self, client: Client, word: str, discussion: str, dice: Random) -> None:
        given: dict[str, Any] = {
            "discussionId": discussion, "body": f"Elle part ce soir. {word}", "recipients": ["CUSTOMER"],
            "idempotencyKey": f"chaos-{word}",
        }  # fmt: skip
        for _ in range(2 if dice.random() < ASKED_TWICE else 1):
            payload = client.ask(REPLY, input=given)["reply"]
            if payload["errors"]:
                self._ledger.refuse(payload["errors"][0]["message"])
                return
        self._ledger.accept(word, self._known[discussion])
