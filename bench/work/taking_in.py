"""The ingest of parsed pages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

from bench.data.threads import threads
from bench.report.table import Table, ms
from bench.stage import Stage
from bench.work.guests import guest_channel
from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.platforms.port import Message, Participant, Thread
from guichet.platforms.words import ParticipantKind

PAGE = 100
NOTE = (
    "`ingest_threads` with pages of 100 parsed threads, one transaction a page, committed, into the "
    "loaded database, trigram indexes and all; one process, one channel. Without the marketplace, its "
    "HTTP and parsing (see below)."
)
COLUMNS = ("work", "pages", "messages a second", "page p50", "page p95")


def taken_in(stage: Stage) -> Table:
    """New threads of several lengths, pages that bring nothing new, pages with one more message a thread."""
    table = Table("Ingest", NOTE, COLUMNS)
    for length, pages in ((1, 20), (5, 20), (20, 8)):
        fresh = _pages(pages, length, seed=length)
        with guest_channel(stage) as channel:
            table.rows.append(_taken(channel, f"new threads of {length} messages", fresh, length * PAGE))
            if length == 5:
                table.rows.append(_taken(channel, "the same again", fresh, length * PAGE))
                grown = [[_with_one_more(thread) for thread in page] for page in fresh]
                table.rows.append(_taken(channel, "one more message in each", grown, PAGE))
    return table


def _pages(count: int, length: int, seed: int) -> list[list[Thread]]:
    made = list(threads(count * PAGE, length, seed, datetime.now(UTC)))
    return [made[start : start + PAGE] for start in range(0, len(made), PAGE)]


def _taken(channel: Channel, name: str, pages: Sequence[Sequence[Thread]], messages_a_page: int) -> list[str]:
    print(f"  {name}", flush=True)
    durations = []
    for page in pages:
        started = perf_counter()
        ingest_threads(channel, page)
        durations.append((perf_counter() - started) * 1_000)
    a_second = messages_a_page * len(pages) / sum(durations) * 1_000
    durations.sort()
    p95 = durations[int(len(durations) * 0.95)]
    return [name, str(len(pages)), f"{a_second:,.0f}", ms(durations[len(durations) // 2]), ms(p95)]


def _with_one_more(thread: Thread) -> Thread:
    last = thread.messages[-1]
    author = Participant(ParticipantKind.CUSTOMER, "Client")
    at = last.sent_at + timedelta(hours=1)
    more = Message(f"{last.marketplace_id}-more", author, last.recipients, "Des nouvelles ?", at)
    count = thread.message_count + 1
    return replace(thread, messages=(*thread.messages, more), message_count=count, updated_at=at)
