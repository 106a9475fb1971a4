"""What comes back from a call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from guichet.platforms.http.trouble import TooLarge


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `headers` ignores case. The body is not shown, since it holds customers' words."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def date(self) -> datetime | None:
        """When the server says that it answered, by its own clock; UTC."""
        try:
            when = parsedate_to_datetime(self.headers.get("date", ""))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class StreamedAnswer:
    """An answer whose body comes in chunks; iterate once, inside the `with` of `WebClient.stream`."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    chunks: Iterator[bytes] = field(repr=False)


def limited(response: httpx2.Response, max_bytes: int) -> Iterator[bytes]:
    """The decoded body in chunks; TooLarge beyond `max_bytes`, which also stops compressed bombs."""
    received = 0
    for chunk in response.iter_bytes():
        received += len(chunk)
        if received > max_bytes:
            raise TooLarge(f"The answer is larger than {max_bytes // 1_000_000} MB.")
        yield chunk
