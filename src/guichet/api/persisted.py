"""Queries by their hash, so that a long one travels once (Apollo's automatic persisted queries).

The text is kept in the memory of this process, for its account alone: a miss costs the client one more
request, which every such client makes by itself. It is parsed, checked and measured like any other text.
"""

from collections import OrderedDict
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import Any
from uuid import UUID

from strawberry.http import GraphQLRequestData

from guichet.api.http_refusal import HttpRefusalError

# Characters of all kept texts together, and of one account's: one cannot push out what all others keep.
MOST_KEPT = 8_000_000
MOST_OF_ACCOUNT = 1_000_000

Key = tuple[UUID, str]


class Persisted:
    """Texts by account and hash; those not asked for the longest go first."""

    def __init__(self) -> None:
        self._texts: OrderedDict[Key, str] = OrderedDict()
        self._sizes: dict[UUID, int] = {}
        self._lock = Lock()

    def get(self, account: UUID, digest: str) -> str | None:
        """The text, if this process still has it."""
        with self._lock:
            text = self._texts.get((account, digest))
            if text is not None:
                self._texts.move_to_end((account, digest))
            return text

    def put(self, account: UUID, digest: str, text: str) -> None:
        """Keep it, and let go of what is too much."""
        with self._lock:
            if (account, digest) in self._texts:
                return
            self._texts[account, digest] = text
            self._sizes[account] = self._sizes.get(account, 0) + len(text)
            while self._sizes[account] > MOST_OF_ACCOUNT:
                self._drop(next(key for key in self._texts if key[0] == account))
            while sum(self._sizes.values()) > MOST_KEPT:
                self._drop(next(iter(self._texts)))

    def _drop(self, key: Key) -> None:
        self._sizes[key[0]] -= len(self._texts.pop(key))


persisted = Persisted()


def resolved_query(account: UUID, asked: GraphQLRequestData) -> GraphQLRequestData:
    """The request with its text, where it came by hash; HttpRefusalError where the hash leads to none."""
    digest = _digest((asked.extensions or {}).get("persistedQuery"))
    if digest is None:
        return asked
    if asked.query:
        if sha256(asked.query.encode()).hexdigest() != digest:
            message = "`sha256Hash` is not the SHA-256 of `query`, in lower-case hexadecimal digits."
            raise HttpRefusalError(400, "PERSISTED_QUERY_HASH_MISMATCH", message)
        persisted.put(account, digest, asked.query)
        return asked
    text = persisted.get(account, digest)
    if text is None:
        # Clients know it by these very words, under status 200.
        raise HttpRefusalError(200, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    return replace(asked, query=text)


def _digest(given: Any) -> str | None:
    if given is None:
        return None
    digest = given.get("sha256Hash") if isinstance(given, dict) and given.get("version") == 1 else None
    if not isinstance(digest, str):
        message = 'Send `extensions` as {"persistedQuery": {"version": 1, "sha256Hash": "…"}}.'
        raise HttpRefusalError(400, "MALFORMED", message)
    return digest.lower()
