"""The web client that connectors are given."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version

import httpx2

from guichet.platforms.errors import Busy, NeedsOwner, Uncertain
from guichet.platforms.http.answers import Answer, StreamedAnswer, limited
from guichet.platforms.http.behind import Knows, own_answer
from guichet.platforms.http.calls import CallLog
from guichet.platforms.http.masking import Mask
from guichet.platforms.http.network import deadline
from guichet.platforms.http.parts import Part, as_files
from guichet.platforms.http.pools import Pools, shared_pools
from guichet.platforms.http.retry_after import retry_after
from guichet.platforms.http.targets import Params, redirected, target
from guichet.platforms.http.trouble import reading, sending

MAX_ANSWER_BYTES = 20_000_000
MAX_FILE_BYTES = 100_000_000
READ_WITHIN = 120.0
SEND_WITHIN = 300.0
MAX_REDIRECTS = 3

# Asked once: it is read from the package's files, and every poll makes a client.
_USER_AGENT = f"Guichet/{version('guichet')}"
_HEADER_VALUE = re.compile(r"(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?")
_TOO_MANY_REQUESTS = 429
_REQUEST_TIMEOUT = 408
_SERVER_ERRORS = 500


class WebClient:
    """Calls marketplaces for one channel; safe to use from several threads.

    Answers below 500 other than 408 and 429 are returned, whatever their status: the connector knows
    what they mean. Behind a 5xx mostly a proxy speaks; where `knows` takes the answer for the service's own,
    it is returned too. Errors hold no secret, no query and no body.
    """

    def __init__(self, pools: Pools, secrets: Collection[str] = ()) -> None:
        self._pools = pools
        self.mask = Mask(secrets)
        self._headers = {"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip, deflate"}

    def __repr__(self) -> str:
        return f"WebClient(allow_private={self._pools.allow_private})"

    def read(
        self,
        url: str,
        *,
        method: str = "GET",
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        max_bytes: int = MAX_ANSWER_BYTES,
        within: float = READ_WITHIN,
        knows: Knows | None = None,
    ) -> Answer:
        """Ask for something; asking twice must be harmless. `within` seconds bound the whole call.

        Raises Unreachable, Busy (TooLarge among them). Redirects are followed for GET on the same host.
        """
        request = self._request(method, url, params, headers, content=content)
        with deadline(within):
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._ask(request, max_bytes, knows)
                onward = redirected(request.url, answer.status, answer.headers.get("location"))
                if onward is None or method != "GET":
                    return answer
                request = httpx2.Request(method, onward, headers=_without_host(request))
        raise Busy(f"{request.url.host} redirects in circles.")

    @contextmanager
    def stream(
        self,
        url: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_FILE_BYTES,
        within: float = SEND_WITHIN,
    ) -> Iterator[StreamedAnswer]:
        """Download in chunks with GET; the chunks raise Busy or TooLarge. Redirects are not followed."""
        request = self._request("GET", url, params, headers)
        host = request.url.host
        log = CallLog(request, self.mask)
        response: httpx2.Response | None = None
        try:
            with deadline(within):
                with reading(host):
                    response = self._pools.perform(request, fresh=False)
                log.status = response.status_code
                _raise_if_busy(response, host)
                yield StreamedAnswer(
                    response.status_code, response.headers, _chunks(response, max_bytes, host, log)
                )
        finally:
            if response is not None:
                response.close()
            log.write()

    def send(
        self,
        url: str,
        *,
        method: str = "POST",
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        parts: Sequence[Part] = (),
        max_bytes: int = MAX_ANSWER_BYTES,
        within: float = SEND_WITHIN,
        knows: Knows | None = None,
    ) -> Answer:
        """Do something that must not happen twice; made once and never repeated here.

        Raises Unreachable where nothing can have arrived, Busy after 429, Uncertain where it may have.
        """
        request = self._request(method, url, params, headers, content=content, parts=parts)
        with deadline(within), sending(request.url.host):
            return self._exchange(request, max_bytes, knows, fresh=True)

    def _ask(self, request: httpx2.Request, max_bytes: int, knows: Knows | None) -> Answer:
        with reading(request.url.host):
            return self._exchange(request, max_bytes, knows, fresh=False)

    def _exchange(
        self, request: httpx2.Request, max_bytes: int, knows: Knows | None, *, fresh: bool
    ) -> Answer:
        log = CallLog(request, self.mask)
        try:
            response = self._pools.perform(request, fresh=fresh)
            log.status = response.status_code
            try:
                answer = None if knows is None else own_answer(response, knows)
                if answer is None:
                    (_raise_if_uncertain if fresh else _raise_if_busy)(response, request.url.host)
                    body = b"".join(limited(response, max_bytes))
                    answer = Answer(response.status_code, response.headers, body)
            finally:
                response.close()
            log.received = len(answer.body)
            return answer
        finally:
            log.write()

    def _request(
        self,
        method: str,
        url: str,
        params: Params | None,
        headers: Mapping[str, str] | None,
        *,
        content: bytes | None = None,
        parts: Sequence[Part] = (),
    ) -> httpx2.Request:
        where = target(url, params, allow_private=self._pools.allow_private)
        complete = {**self._headers, **_checked(headers or {})}
        return httpx2.Request(method, where, headers=complete, content=content, files=as_files(parts) or None)


def _chunks(response: httpx2.Response, max_bytes: int, host: str, log: CallLog) -> Iterator[bytes]:
    chunks = limited(response, max_bytes)
    while True:
        with reading(host):
            chunk = next(chunks, None)
        if chunk is None:
            return
        log.received += len(chunk)
        yield chunk


def _raise_if_busy(response: httpx2.Response, host: str) -> None:
    status = response.status_code
    if status in (_TOO_MANY_REQUESTS, _REQUEST_TIMEOUT) or status >= _SERVER_ERRORS:
        raise _busy(response, host)


def _raise_if_uncertain(response: httpx2.Response, host: str) -> None:
    status = response.status_code
    if status == _TOO_MANY_REQUESTS:
        raise _busy(response, host)
    if status == _REQUEST_TIMEOUT or status >= _SERVER_ERRORS:
        raise Uncertain(f"{host} answered with error {status}. Whether the reply arrived is being checked.")


def _busy(response: httpx2.Response, host: str) -> Busy:
    wait = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
    if response.status_code == _TOO_MANY_REQUESTS:
        return Busy(f"{host} asks for fewer requests.", wait)
    return Busy(f"{host} answered with error {response.status_code}.", wait)


def _checked(headers: Mapping[str, str]) -> Mapping[str, str]:
    # Checked here because the errors of the layers below would quote the value, which may be a key.
    for name, value in headers.items():
        if not _HEADER_VALUE.fullmatch(value):
            raise NeedsOwner(f"The value for {name} holds characters that cannot be sent. Copy it again.")
    return headers


def _without_host(request: httpx2.Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.headers.items() if name.lower() != "host"]


def web_client(*, allow_private: bool, secrets: Collection[str] = ()) -> WebClient:
    """A client on this process's shared connections; `secrets` are masked wherever a call is shown."""
    return WebClient(shared_pools(allow_private=allow_private), secrets)
