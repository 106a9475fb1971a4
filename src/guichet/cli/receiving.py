"""The SMTP side of `guichet mail`: takes mail for its own addresses alone, and confirms what is stored."""

import asyncio
import functools
import logging
import signal
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error as DatabaseError
from django.db import close_old_connections

from guichet.accounts.models import Channel
from guichet.cli.envelope_address import plain_path
from guichet.cli.keeping import Keeper
from guichet.cli.waking import Waker
from guichet.sync.receive import Letter, inbound_channel
from guichet.telemetry.correlation import correlated, new_correlation
from guichet.telemetry.counters import MAILS_IN
from guichet.telemetry.pulse import Pulse

log = logging.getLogger("guichet.mail")

# A mail of 40 MB is refused, whether a MB is a million bytes or 1,048,576.
LARGEST = 38_000_000
# A sender whose content is of one line is a bad sender, not a dangerous one.
LONGEST_LINE = 1_000_000
MOST_RECIPIENTS = 20
SILENCE_SECONDS = 120
END_SECONDS = 5.0
KNOWN_SECONDS = 10.0

LATER = "451 4.3.0 we cannot store mail at the moment; try again later"
NOBODY = "550 5.1.1 there is no such address here"
MANY = "452 4.5.3 too many recipients"
T = TypeVar("T")


class MailServer(SMTP):
    """aiosmtpd with our limits."""

    line_length_limit = LONGEST_LINE

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        return plain_path(arg) or super()._getaddr(arg)


class Door:
    """Which addresses are ours. An address is a channel's for good: a found one is known for a while."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Channel, float]] = {}

    async def channel_of(self, address: str) -> Channel | None:
        """The channel behind an address; None where there is none."""
        key = address.lower()
        channel, until = self._known.get(key, (None, 0.0))
        if until > monotonic():
            return channel
        channel = await _in_thread(inbound_channel, address)
        if channel is not None:
            self._known[key] = channel, monotonic() + KNOWN_SECONDS
        return channel


@dataclass(frozen=True, slots=True)
class House:
    """What all sessions share."""

    waker: Waker
    keeper: Keeper
    door: Door = field(default_factory=Door)


class Receiver:
    """Answers one session; all that lasts is in the database."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._channels: dict[str, Channel] = {}

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only addresses of channels are taken; nothing is ever relayed."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return MANY
        try:
            channel = await self._house.door.channel_of(address)
        except DatabaseError:
            log.exception("the database does not answer a recipient's check")
            return LATER
        if channel is None:
            MAILS_IN.labels("nobody").inc()
            return NOBODY
        self._channels[address] = channel
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """250 once every recipient's copy is committed; a sender that repeats after 451 is no harm."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        channels = {self._channels[address].pk: self._channels[address] for address in envelope.rcpt_tos}
        sender = envelope.mail_from or ""
        with correlated(new_correlation()):
            try:
                await self._house.keeper.keep([Letter(one, content, sender) for one in channels.values()])
            except DatabaseError:
                MAILS_IN.labels("later").inc()
                log.exception("a mail could not be stored; its sender will try again")
                return LATER
            log.debug("a mail of %d bytes stored for %d channels", len(content), len(channels))
        MAILS_IN.labels("stored").inc()
        for channel_id in channels:
            self._house.waker.ask(channel_id)
        return "250 2.0.0 stored"


async def run_receiver(
    host: str,
    port: int,
    tls: ssl.SSLContext | None,
    ready: Callable[[int], None],
    pulse: Pulse | None = None,
) -> None:
    """Receive until SIGTERM or SIGINT; sessions that are storing a mail may finish."""
    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    house = House(Waker(), Keeper())
    loops = (house.waker.run(), house.keeper.run(), (pulse or Pulse()).run())
    helping = [asyncio.create_task(one) for one in loops]
    server = await loop.create_server(functools.partial(session_of, loop, tls, house), host, port)
    ready(server.sockets[0].getsockname()[1])
    await ending.wait()
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task(), *helping}
    if others:
        await asyncio.wait(others, timeout=END_SECONDS)
    for task in helping:
        task.cancel()
    await house.waker.flush()


def session_of(loop: asyncio.AbstractEventLoop, tls: ssl.SSLContext | None, house: House) -> MailServer:
    """One session's protocol."""
    return MailServer(
        Receiver(house), data_size_limit=LARGEST, enable_SMTPUTF8=False, ident="Guichet", tls_context=tls,
        timeout=SILENCE_SECONDS, loop=loop,
    )  # fmt: skip


async def _in_thread(work: Callable[..., T], *arguments: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(
        None, functools.partial(_connected, work, *arguments)
    )


def _connected(work: Callable[..., T], *arguments: object) -> T:
    """Run with a database connection that is checked before, as in a request."""
    close_old_connections()
    try:
        return work(*arguments)
    finally:
        close_old_connections()
