"""Tells a webhook what waits for it: several discussions at once, each in its order.

Threads only talk to the receiver; this one reads what is due and writes what became of it. A worker that dies
between an answer and its note leaves the event waiting, and it is sent again under the same `webhook-id`.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Lock
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from guichet.accounts.sealing import SealBrokenError
from guichet.events.lease import claim, release, renew
from guichet.events.models import Webhook
from guichet.events.outbox import wake_webhook
from guichet.events.outcome import GONE, Tried, note
from guichet.events.patience import FAILING
from guichet.events.payload import body_of, event_id
from guichet.events.queries.due import Due, due_events, one_to_ask_with
from guichet.events.secrets import signature, signers_of
from guichet.events.switch_off import switch_off
from guichet.platforms.errors import Busy
from guichet.platforms.http.telling import tell, telling_pools

ANSWER_WITHIN = 15.0
LANES = 8
AT_ONCE = 200
# Receivers may be slow, and a worker has other work: so many webhooks are served at a time.
SLOTS = BoundedSemaphore(5)
RENEW_SECONDS = 5.0


def deliver(webhook_id: UUID, within: float) -> None:
    """Begin tries for so many seconds; what then is left, or finds no room, is woken again."""
    if not SLOTS.acquire(blocking=False):
        return
    try:
        webhook = claim(webhook_id)
        if webhook is None:
            return
        try:
            has_more = _Run(webhook, within).run()
        except SealBrokenError as error:
            switch_off(webhook, str(error))
            has_more = False
        finally:
            release(webhook)
        if has_more:
            wake_webhook(webhook_id)
    finally:
        SLOTS.release()


class _Run:
    """One worker's turn at one webhook."""

    def __init__(self, webhook: Webhook, within: float) -> None:
        self.webhook = webhook
        self.ends = monotonic() + within
        self.signers: Sequence[Signer] = signers_of(webhook)
        self.pools = telling_pools(allow_private=bool(settings.GUICHET_ALLOW_PRIVATE_HOSTS))
        self.tried: SimpleQueue[Tried | None] = SimpleQueue()
        self.counting = Lock()
        self.failures = webhook.failures
        self.must_stop = False

    def run(self) -> bool:
        """Whether more may be due at once."""
        with ThreadPoolExecutor(LANES, thread_name_prefix="webhook") as lanes:
            while not self._is_over():
                events = self._events()
                if not events:
                    return False
                self._tell_all(lanes, _by_subject(events))
        return not self.must_stop

    def _events(self) -> list[Due]:
        if self.webhook.failures >= FAILING:
            return one_to_ask_with(self.webhook)
        return due_events(self.webhook, AT_ONCE)

    def _tell_all(self, lanes: ThreadPoolExecutor, subjects: Sequence[Sequence[Due]]) -> None:
        under_way = [lanes.submit(self._tell_in_order, events) for events in subjects]
        left = len(under_way)
        while left:
            heard = self._heard()
            left -= heard.count(None)
            self._note([one for one in heard if one is not None])
        for lane in under_way:
            lane.result()

    def _tell_in_order(self, events: Sequence[Due]) -> None:
        """In a thread of its own: until one is not taken, since what follows waits for it."""
        try:
            for event in events:
                if self._is_over():
                    return
                one = self._try(event)
                self._count(one)
                self.tried.put(one)
                if not one.is_taken:
                    return
        finally:
            self.tried.put(None)

    def _count(self, one: Tried) -> None:
        """A receiver that is down may fail faster than this is noted: the threads stop by themselves."""
        with self.counting:
            self.failures = 0 if one.is_taken else self.failures + 1
            if self.failures >= FAILING or one.status == GONE:
                self.must_stop = True

    def _try(self, event: Due) -> Tried:
        body, key, now = body_of(event), event_id(event.id), timezone.now()
        headers = {
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature(self.signers, key, now, body),
        }
        try:
            heard = tell(self.pools, self.webhook.url, headers, body.encode(), ANSWER_WITHIN)
        except Busy as trouble:
            return Tried(event, None, trouble.why, trouble.after)
        return Tried(event, heard.status, "", heard.after)

    def _heard(self) -> list[Tried | None]:
        """All that has come in, after a moment's wait for the first."""
        heard: list[Tried | None] = []
        try:
            heard.append(self.tried.get(timeout=RENEW_SECONDS))
            while not self.tried.empty():
                heard.append(self.tried.get_nowait())
        except Empty:
            pass
        return heard

    def _note(self, tries: Sequence[Tried]) -> None:
        if tries:
            note(self.webhook, tries)
        rests = self.webhook.next_try_at is not None
        self.must_stop = self.must_stop or rests or not renew(self.webhook)

    def _is_over(self) -> bool:
        return self.must_stop or monotonic() >= self.ends


def _by_subject(events: Sequence[Due]) -> list[list[Due]]:
    found: dict[UUID, list[Due]] = {}
    for event in events:
        found.setdefault(event.subject, []).append(event)
    return list(found.values())
