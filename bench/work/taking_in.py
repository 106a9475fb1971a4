"""The ingest of pages, parsed ones and raw ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bench.connectors.rehearsals import PLAIN, Rehearsed, fnac_darty, mirakl
from bench.data.threads import FILE_SHARE, threads
from bench.report.table import Table
from bench.stage import Stage
from bench.work.guests import guest_channel
from bench.work.page_times import COLUMNS, Call, page_times
from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.platforms.port import Message, Participant, Thread
from guichet.platforms.words import ParticipantKind
from guichet.sync.pages import take_in

PAGE = 100
NOTE = (
    "`ingest_threads` with pages of 100 parsed threads, one in 25 messages with a file, one transaction a "
    "page, committed, into the loaded database, trigram indexes and all; one process, one channel. From "
    "JSON and XML: `take_in` with the pages as the rehearsal marketplaces send them (a Fnac page holds what "
    "it holds), kept, parsed, ingested, let go. Processor milliseconds a message: of this process and of "
    "PostgreSQL's. Without HTTP (see below); mails have a table of their own."
)
DISCUSSIONS, MESSAGES = 1_000, 5


def taken_in(stage: Stage) -> Table:
    """New threads of several lengths, with and without files; pages with nothing new, with a little new."""
    table = Table("Ingest", NOTE, COLUMNS)
    for length, pages in ((1, 20), (5, 20), (20, 8)):
        fresh = _pages(pages, length, seed=length)
        with guest_channel(stage) as channel:
            table.rows.append(_taken(channel, f"new threads of {length} messages", fresh, length * PAGE))
            if length == 5:
                table.rows.append(_taken(channel, "the same again", fresh, length * PAGE))
                grown = [[_with_one_more(thread) for thread in page] for page in fresh]
                table.rows.append(_taken(channel, "one more message in each", grown, PAGE))
    with guest_channel(stage) as channel:
        with_files = _pages(20, 5, seed=6, files=1)
        table.rows.append(_taken(channel, "new threads of 5 messages with a file", with_files, 5 * PAGE))
    table.rows += _raw(stage)
    return table


def _raw(stage: Stage) -> Iterator[list[str]]:
    with _read_by(stage, mirakl, "mirakl-other", "MIRAKL") as calls:
        yield page_times("Mirakl, from its JSON: threads of 5", calls, DISCUSSIONS * MESSAGES)
    with _read_by(stage, fnac_darty, "fnac-fr", "FNAC_DARTY") as calls:
        yield page_times("Fnac Darty, from its XML: threads of 5", calls, DISCUSSIONS * MESSAGES)


@contextmanager
def _read_by(
    stage: Stage,
    rehearse: Callable[[int, int, str], AbstractContextManager[Rehearsed]],
    marketplace: str,
    platform: str,
) -> Iterator[list[Call]]:
    with rehearse(DISCUSSIONS, MESSAGES, PLAIN) as rehearsed:
        since = datetime.now(UTC) - timedelta(days=90)
        bodies = [page.body for page in rehearsed.connector.pages(None, since)]
        with guest_channel(stage, marketplace, platform) as channel:
            yield [partial(take_in, channel, rehearsed.connector, body) for body in bodies]


def _pages(count: int, length: int, seed: int, files: float = FILE_SHARE) -> list[list[Thread]]:
    made = list(threads(count * PAGE, length, seed, datetime.now(UTC), files))
    return [made[start : start + PAGE] for start in range(0, len(made), PAGE)]


def _taken(channel: Channel, name: str, pages: Sequence[Sequence[Thread]], messages_a_page: int) -> list[str]:
    calls = [partial(ingest_threads, channel, page) for page in pages]
    return page_times(name, calls, messages_a_page * len(pages))


def _with_one_more(thread: Thread) -> Thread:
    last = thread.messages[-1]
    author = Participant(ParticipantKind.CUSTOMER, "Client")
    at = last.sent_at + timedelta(hours=1)
    more = Message(f"{last.marketplace_id}-more", author, last.recipients, "Des nouvelles ?", at)
    count = thread.message_count + 1
    return replace(thread, messages=(*thread.messages, more), message_count=count, updated_at=at)
