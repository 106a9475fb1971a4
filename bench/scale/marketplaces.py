"""Many Mirakl operators in one light process: M11 alone, and customers who write by chance.

A process of its own on one event loop, so that what it costs (it is not counted) stays small. The key that a
channel sends says which channel it is.
"""

import asyncio
import json
import multiprocessing
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.sharedctypes import Synchronized, SynchronizedArray
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from bench.scale.plan import Plan

# Moments of so many messages are kept.
MOST_WRITTEN = 100_000
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "


@dataclass(frozen=True, slots=True)
class Counts:
    """Shared with the process that measures."""

    calls: "Synchronized[int]"
    written: "Synchronized[int]"
    moments: "SynchronizedArray[float]"

    def note_written(self, moment: float) -> None:
        """A customer wrote."""
        self.moments[self.written.value] = moment
        self.written.value += 1


class Marketplaces:
    """The threads of all channels, by their keys."""

    def __init__(self, plan: Plan, counts: "Counts") -> None:
        self.plan, self.counts = plan, counts
        self.threads: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def answer(self, target: str, key: str) -> bytes:
        """M11: what changed since the moment that is asked for."""
        self.counts.calls.value += 1
        since = parse_qs(urlsplit(target).query).get("updated_since", [""])[0]
        found = [thread for thread in self.threads.get(key, []) if thread["date_updated"] >= since]
        return json.dumps({"data": found}).encode()

    async def write(self) -> None:
        """Customers write, one after the other, as long as the process lives."""
        while True:
            await asyncio.sleep(random.expovariate(self.plan.rate))
            self.threads[f"key-{random.randrange(self.plan.channels)}"].append(_thread())
            self.counts.note_written(time.time())

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One kept connection."""
        while request := await reader.readuntil(b"\r\n\r\n"):
            line, *headers = request.decode("latin-1").split("\r\n")
            given = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in headers)}
            await asyncio.sleep(self.plan.answer_ms / 1000)
            body = self.answer(line.split()[1], given["authorization"])
            writer.write(f"{HEAD}{len(body)}\r\n\r\n".encode() + body)


def _thread() -> dict[str, Any]:
    now = datetime.now(UTC)
    moment = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
    shop = {"type": "SHOP", "id": "2000", "display_name": "Atelier Lumen"}
    customer = {"type": "CUSTOMER", "id": "4711", "display_name": "Camille"}
    sender = {"type": "CUSTOMER_USER", "display_name": "Camille", "organization_details": customer}
    return {
        "id": str(uuid4()), "topic": {"type": "FREE_TEXT", "value": "Où est ma commande ?"},
        "authorized_participants": [customer], "current_participants": [customer, shop],
        "date_created": moment, "date_updated": moment,
        "metadata": {"total_count": 1, "last_message_date": moment, "last_sender": sender},
        "messages": [{
            "id": str(uuid4()), "date_created": moment, "from": sender, "to": [shop],
            "body": "Bonjour,\n\nje n'ai toujours pas reçu ma commande. Pouvez-vous me dire où elle en est ?",
        }],
    }  # fmt: skip


class Played:
    """The running process: where it answers, and what happened there."""

    def __init__(self, port: int, counts: Counts) -> None:
        self.url, self._counts = f"http://127.0.0.1:{port}", counts

    def calls(self) -> int:
        """How often it was asked since it began."""
        return self._counts.calls.value

    def written_between(self, begin: float, end: float) -> int:
        """How many messages were written then; seconds since 1970."""
        moments = self._counts.moments[: self._counts.written.value]
        return sum(begin <= moment <= end for moment in moments)


@contextmanager
def marketplaces(plan: Plan) -> Iterator[Played]:
    """They answer as long as the block lasts."""
    spawn = multiprocessing.get_context("spawn")
    counts = Counts(spawn.Value("q", 0), spawn.Value("q", 0), spawn.Array("d", MOST_WRITTEN))
    port = spawn.Queue()
    process = spawn.Process(target=_run, args=(plan, counts, port), daemon=True)
    process.start()
    try:
        yield Played(port.get(timeout=60), counts)
    finally:
        process.terminate()
        process.join()


def _run(plan: Plan, counts: Counts, port: Any) -> None:
    asyncio.run(_serve(Marketplaces(plan, counts), port))


async def _serve(played: Marketplaces, port: Any) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await played.serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port.put(server.sockets[0].getsockname()[1])
    await asyncio.gather(server.serve_forever(), played.write())
