"""Forwarded mail: what a trusted forwarder found out before it changed anything (ARC, RFC 8617; dkimpy)."""

import re
from collections.abc import Callable, Collection

import dkim  # type: ignore[import-untyped]

from guichet.platforms.mail.model import Mail
from guichet.platforms.mail.results import Result, results_in
from guichet.platforms.mail.signatures import for_dkim

_FIRST = re.compile(r"\s*i\s*=\s*1\s*;(.*)", re.DOTALL)


def forwarded_results(
    raw: bytes, mail: Mail, sealers: Collection[str], txt: Callable[[str], str | None]
) -> tuple[Result, ...]:
    """The results that stand at the beginning of a valid chain, all of whose seals are by `sealers`.

    A seal only says who vouches: anybody may set one, so a chain with a single stranger in it proves nothing.
    Busy where DNS does not answer.
    """
    if not sealers or not mail.header("arc-seal"):
        return ()
    try:
        verdict, seals, _ = dkim.ARC(raw).verify(dnsfunc=for_dkim(txt))
    except (dkim.DKIMException, ValueError, IndexError, KeyError):
        return ()
    if verdict != dkim.CV_Pass or not all(_domain(seal) in sealers for seal in seals):
        return ()
    found = (_FIRST.match(value) for value in mail.headers.get("arc-authentication-results", ()))
    first = [match[1] for match in found if match]
    return results_in(first[0]) or () if len(first) == 1 else ()


def _domain(seal: dict[str, object]) -> str:
    value = seal.get("as-domain") or b""
    return (value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)).lower().rstrip(".")
