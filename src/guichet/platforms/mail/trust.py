"""Whether a mail comes from whom it names, by the only two witnesses there are: our server and the signature.

A domain counts as proven when DMARC passed for it (RFC 7489). `home` is the marketplace's organisational
domain, known beforehand: an open suffix list takes `com.be` for somebody's domain and would let every
customer of it speak for `amazon.com.be`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from guichet.platforms.mail.arc import forwarded_results
from guichet.platforms.mail.model import Mail
from guichet.platforms.mail.results import Result, outermost_results
from guichet.platforms.mail.signatures import signed_domains, wants_exact_domain

# The text of a name's TXT records, None where it has none; raises Busy where DNS does not answer.
Txt = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` says to a person what was missing."""

    is_trusted: bool
    why: str = ""


_TRUSTED = Verdict(is_trusted=True)


def judge(
    raw: bytes, mail: Mail, home: str | None, *, authserv_id: str | None, txt: Txt,
    sealers: Collection[str] = (),
) -> Verdict:  # fmt: skip
    """Judge a mail whose sender's organisational domain is `home`; Busy where DNS does not answer now.

    `sealers` are the forwarders whose word on what they received the administrator takes (ARC).
    """
    domain = mail.sender.domain
    if home is None or not is_within(domain, home):
        return Verdict(is_trusted=False, why="Its sender is not an address of this marketplace.")
    if authserv_id:
        verdict = _by_our_server(mail, domain, home, authserv_id)
    else:
        verdict = _by_signature(raw, domain, home, txt)
    if not verdict.is_trusted and _was_proven(forwarded_results(raw, mail, sealers, txt), domain):
        return _TRUSTED
    return verdict


def _was_proven(results: Iterable[Result], domain: str) -> bool:
    """Whether the forwarder saw DMARC pass for this very domain."""
    return any((found.method, found.value, found.domain) == ("dmarc", "pass", domain) for found in results)


def is_within(domain: str, home: str) -> bool:
    """Whether a domain is `home` or below it, by whole labels."""
    return bool(domain) and (domain == home or domain.endswith(f".{home}"))


def _by_our_server(mail: Mail, domain: str, home: str, authserv_id: str) -> Verdict:
    results = outermost_results(mail, authserv_id)
    if results is None:
        why = f"The mail server {authserv_id} left no result of its checks on this mail."
        return Verdict(is_trusted=False, why=why)
    policy = [result for result in results if result.method == "dmarc" and result.domain in ("", domain)]
    if any(result.value == "pass" for result in policy):
        return _TRUSTED
    if not any(result.value == "fail" for result in policy) and any(_proves(r, home) for r in results):
        return _TRUSTED
    return Verdict(is_trusted=False, why="Our mail server could not confirm the sender (DMARC).")


def _proves(result: Result, home: str) -> bool:
    return result.method in ("dkim", "spf") and result.value == "pass" and is_within(result.domain, home)


def _by_signature(raw: bytes, domain: str, home: str, txt: Txt) -> Verdict:
    signers = [signer for signer in signed_domains(raw, txt) if is_within(signer, home)]
    if not signers:
        return Verdict(is_trusted=False, why="It carries no valid signature of its sender (DKIM).")
    if domain not in signers and wants_exact_domain(domain, home, txt):
        why = "It is signed by another domain than the sender's policy asks for (DMARC)."
        return Verdict(is_trusted=False, why=why)
    return _TRUSTED
