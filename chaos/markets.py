"""The rehearsal marketplaces: customers write there, and their own stores say what became of replies."""

import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random

import sandbox.fnac_darty
import sandbox.mirakl
import sandbox.rakuten_fr
from chaos.ledger import markers_of
from sandbox.calls import CallLog
from sandbox.faults import KINDS, FaultPlan
from sandbox.fnac_darty import FnacDartyMarketplace
from sandbox.mirakl import File, MiraklOperator, Post
from sandbox.rakuten_fr import RakutenMarketplace

# A refused key stops a channel until a person acts: that is no matter of patience.
PERSONAL = ("expired_key", "missing_right")
FILE_EVERY = 25


class Market(ABC):
    """One marketplace; `share` of all customers write there."""

    code: str
    share: int
    faults: FaultPlan
    calls: CallLog
    # Faults that are none of its own.
    spared: tuple[str, ...] = PERSONAL

    def __init__(self) -> None:
        self.url = ""
        self.written: list[str] = []
        self._threads: list[str] = []
        self._lock = threading.Lock()

    @abstractmethod
    def credentials(self) -> dict[str, str]:
        """What the seller types to activate it."""

    @abstractmethod
    def open(self, words: str) -> str:
        """A customer begins a conversation."""

    @abstractmethod
    def write(self, thread: str, words: str) -> None:
        """A customer goes on."""

    def overlaps(self) -> int:
        """How often the channel was polled twice at once, where the calls tell."""
        return 0

    @abstractmethod
    def answers(self) -> Iterable[str]:
        """The seller's answers in the marketplace's own store."""

    def say(self, words: str, dice: Random) -> None:
        """Somebody writes: every third time in a new conversation."""
        with self._lock:
            if not self._threads or dice.random() < 1 / 3:
                self._threads.append(self.open(words))
            else:
                self.write(dice.choice(self._threads[-200:]), words)
            self.written += markers_of(words)

    def stands(self) -> Counter[str]:
        """How often each reply stands there."""
        return Counter(found for text in list(self.answers()) for found in markers_of(text))

    def struck(self) -> Counter[str]:
        """Calls that met a fault, by its kind."""
        return Counter(kind for call in self.calls.of() for kind in call.faults)

    def storm(self, dice: Random) -> None:
        """Other faults than before, some of each kind."""
        self.faults.clear()
        for kind in dice.sample([kind for kind in KINDS if kind not in self.spared], 5):
            self.faults.add(
                "*", kind, times=dice.randint(2, 8), probability=0.3, seconds=dice.uniform(0.1, 2.0),
                retry_after=2,
            )  # fmt: skip

    def calm(self) -> None:
        """No fault any more."""
        self.faults.clear()


class Mirakl(Market):
    """An operator."""

    def __init__(self, code: str, seed: int, share: int) -> None:
        super().__init__()
        self.code, self.share = code, share
        self.operator = MiraklOperator(seed=seed)
        self.faults, self.calls = self.operator.faults, self.operator.calls

    def overlaps(self) -> int:
        """Polls that began before the one before had ended; those that a fault held up are not counted.

        A worker that hangs with such a call in its hands loses its channel, as it should.
        """
        polls = [call for call in self.calls.of("M11") if call.seconds is not None and not call.faults]
        ends = [call.started + (call.seconds or 0.0) for call in polls]
        return sum(later.started < end for end, later in zip(ends, polls[1:], strict=False))

    def credentials(self) -> dict[str, str]:
        operator = self.operator
        return {"baseUrl": self.url, "apiKey": operator.api_key, "shopId": str(operator.shop.id)}

    def open(self, words: str) -> str:
        has_file = len(self._threads) % FILE_EVERY == 0
        files = (File("photo.png", f"\x89PNG {words}".encode("latin-1", "replace")),) if has_file else ()
        return self.operator.add_thread([Post(words, files=files)]).id

    def write(self, thread: str, words: str) -> None:
        self.operator.add_message(thread, words)

    def answers(self) -> Iterable[str]:
        return [message.body for message in self.operator.sent()]


class Fnac(Market):
    """Fnac France."""

    code, share = "fnac-fr", 25

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.served = FnacDartyMarketplace(seed=seed)
        self.faults, self.calls = self.served.faults, self.served.calls

    def credentials(self) -> dict[str, str]:
        shop = self.served.shop
        return {"baseUrl": self.url, "partnerId": shop.partner_id, "shopId": shop.id, "key": shop.key}

    def open(self, words: str) -> str:
        return self.served.add_order(words).id

    def write(self, thread: str, words: str) -> None:
        self.served.write(thread, words)

    def answers(self) -> Iterable[str]:
        return [message.description for message in self.served.sent()]


class Rakuten(Market):
    """Rakuten France: without ids, an entry that comes twice and words that were said twice are the same."""

    code, share = "rakuten-fr", 10
    spared = (*PERSONAL, "duplicate")

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.served = RakutenMarketplace(seed=seed)
        self.faults, self.calls = self.served.faults, self.served.calls

    def credentials(self) -> dict[str, str]:
        return {"baseUrl": self.url, "login": self.served.login, "token": self.served.token}

    def open(self, words: str) -> str:
        return str(self.served.add_item(words).id)

    def write(self, thread: str, words: str) -> None:
        self.served.write(int(thread), words)

    def answers(self) -> Iterable[str]:
        return [entry.content for entry in self.served.sent()]


@contextmanager
def markets(seed: int) -> Iterator[list[Market]]:
    """All of them, on the wire."""
    halle, place = Mirakl("mirakl-leroymerlin", seed, 40), Mirakl("mirakl-other", seed + 1, 25)
    fnac, rakuten = Fnac(seed), Rakuten(seed)
    with ExitStack() as running:
        halle.url = running.enter_context(sandbox.mirakl.serve(halle.operator)).url
        place.url = running.enter_context(sandbox.mirakl.serve(place.operator)).url
        fnac.url = running.enter_context(sandbox.fnac_darty.serve(fnac.served)).url
        rakuten.url = running.enter_context(sandbox.rakuten_fr.serve(rakuten.served)).url
        yield [halle, place, fnac, rakuten]
