"""The services of Fnac and Darty: one method each, answers as they came. One POST a call, XML both ways."""

from collections.abc import Callable, Sequence
from datetime import datetime

from guichet.platforms.errors import Busy
from guichet.platforms.fnac_darty import requests
from guichet.platforms.fnac_darty.credentials import Credentials
from guichet.platforms.fnac_darty.documents import NotADocumentError
from guichet.platforms.fnac_darty.errors import (
    TOKEN_REFUSED,
    refused_login,
    unanswered_read,
    unanswered_send,
)
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.requests import Caller
from guichet.platforms.fnac_darty.tokens import Token, Tokens, shared_tokens, token_until
from guichet.platforms.fnac_darty.verdict import Verdict, is_verdict, read_verdict
from guichet.platforms.http import WebClient
from guichet.platforms.http.masking import Mask

MAX_ANSWER_BYTES = 64_000_000
_HEADERS = {"Content-Type": "text/xml; charset=utf-8", "Accept": "text/xml"}
Build = Callable[[Caller], bytes]
Exchange = Callable[[str, bytes], Verdict]


class FnacDartyClient:
    """Calls one shop's services. A refused token is renewed once, and the request made once more."""

    def __init__(
        self,
        web: WebClient,
        credentials: Credentials,
        now: Callable[[], datetime],
        tokens: Tokens = shared_tokens,
    ) -> None:
        self.web = web
        self.credentials = credentials
        self.mask = Mask([credentials.key])
        self._now = now
        self._tokens = tokens

    def log_in(self) -> None:
        """auth: forget the token and get another; NeedsOwner where the credentials are refused."""
        self._tokens.drop(self.credentials.digest)
        self._token()

    def changed_messages(self, since: datetime, until: datetime | None, page: int, size: int) -> Verdict:
        """messages_query by time of change."""

        def build(caller: Caller) -> bytes:
            return requests.changed_messages(caller, since=since, until=until, page=page, size=size)

        return self._ask("messages_query", build)

    def order_messages(self, order_id: str, page: int, size: int) -> Verdict:
        """messages_query by order."""
        return self._ask(
            "messages_query", lambda c: requests.order_messages(c, order_id, page=page, size=size)
        )

    def one_message(self, message_id: str) -> Verdict:
        """messages_query by message."""
        return self._ask("messages_query", lambda c: requests.one_message(c, message_id))

    def orders(self, order_ids: Sequence[str], page: int, size: int) -> Verdict:
        """orders_query by id."""
        return self._ask("orders_query", lambda c: requests.orders(c, order_ids, page=page, size=size))

    def claims(self, order_ids: Sequence[str], page: int, size: int) -> Verdict:
        """incidents_query by order."""
        return self._ask("incidents_query", lambda c: requests.claims(c, order_ids, page=page, size=size))

    def update_message(self, action: str, target: str, content: Sequence[tuple[str, str]]) -> Verdict:
        """messages_update with one action; Uncertain where its answer was lost."""

        def build(caller: Caller) -> bytes:
            return requests.update_message(caller, action, target, content)

        return self._ask("messages_update", build, self._send)

    def _ask(self, service: str, build: Build, exchange: Exchange | None = None) -> Verdict:
        for _ in range(2):
            token = self._token()
            verdict = (exchange or self._read)(service, build(self._caller(token)))
            if not verdict.is_login_refused:
                return verdict
            self._tokens.drop(self.credentials.digest, token)
        raise Busy(TOKEN_REFUSED)

    def _token(self) -> Token:
        token = self._tokens.get(self.credentials.digest, self._now(), self._obtain)
        self.mask = Mask([self.credentials.key, token.value])
        return token

    def _obtain(self) -> Token:
        given = self.credentials
        verdict = self._read("auth", requests.auth(given.partner_id, given.shop_id, given.key))
        fields = verdict.root.fields
        value = fields.text("token")
        if not verdict.is_good or value is None:
            raise refused_login(verdict, self.mask)
        return token_until(value, moment(fields, "validity"), self._now())

    def _caller(self, token: Token) -> Caller:
        return Caller(self.credentials.partner_id, self.credentials.shop_id, token.value)

    def _read(self, service: str, document: bytes) -> Verdict:
        answer = self.web.read(
            self._url(service),
            method="POST",
            headers=_HEADERS,
            content=document,
            max_bytes=MAX_ANSWER_BYTES,
            knows=lambda answer: is_verdict(answer, service),
        )
        try:
            return read_verdict(answer, service)
        except NotADocumentError as error:
            raise unanswered_read(answer.status, answer.body, is_whole=error.is_whole) from error

    def _send(self, service: str, document: bytes) -> Verdict:
        answer = self.web.send(
            self._url(service),
            headers=_HEADERS,
            content=document,
            knows=lambda answer: is_verdict(answer, service),
        )
        try:
            return read_verdict(answer, service)
        except NotADocumentError as error:
            raise unanswered_send(answer.status) from error

    def _url(self, service: str) -> str:
        return f"{self.credentials.base}/{service}"
