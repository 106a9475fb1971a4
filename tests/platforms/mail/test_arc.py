"""A forwarded mail is believed on the word of a forwarder whom the administrator named, and nobody else."""

import pytest

from guichet.platforms.errors import Busy
from guichet.platforms.mail import parse_mail
from guichet.platforms.mail.trust import judge
from sandbox.mail import Signer

FROM = "marketplace.amazon.fr"
FORWARDER = Signer("forward.example")
OTHER = Signer("other.example")
DNS = FORWARDER.records | OTHER.records
MAIL = (
    f"From: buyer@{FROM}\r\nTo: shop@example.com\r\nSubject: Bonjour\r\n"
    "Date: Thu, 19 Nov 2026 09:30:00 +0000\r\nMessage-ID: <1@x>\r\n\r\nBonjour\r\n"
).encode()


def received(results: str = f"dmarc=pass header.from={FROM}") -> bytes:
    """The mail as the forwarder got it, its findings above it."""
    return f"Authentication-Results: mx.forward.example; {results}\r\n".encode() + MAIL


def forwarded(mail: bytes, by: Signer = FORWARDER) -> bytes:
    """Sealed, then changed as forwarders do: the results in the clear say nothing any more."""
    sealed = by.sealed(mail, f"mx.{by.domain}")
    return sealed.replace(b"\r\nAuthentication-Results: mx.forward.example;", b"\r\nX-Old:", 1)


def is_trusted(raw: bytes, *sealers: str, authserv_id: str | None = "mx.inbox.example") -> bool:
    mail = parse_mail(raw)
    return judge(raw, mail, "amazon.fr", authserv_id=authserv_id, txt=DNS.get, sealers=sealers).is_trusted


@pytest.mark.parametrize("authserv_id", ["mx.inbox.example", None])
def test_a_named_forwarder_is_believed(authserv_id: str | None) -> None:
    raw = forwarded(received())
    assert is_trusted(raw, "forward.example", authserv_id=authserv_id)


def test_nobody_is_named_by_default() -> None:
    raw = forwarded(received())
    assert not is_trusted(raw)
    assert not is_trusted(raw, "ward.example", "example")


@pytest.mark.parametrize(
    "results",
    ["dmarc=fail header.from=marketplace.amazon.fr", "dmarc=pass header.from=evil.example", "dmarc=pass",
     "spf=pass smtp.mailfrom=amazon.fr"],
)  # fmt: skip
def test_only_what_it_saw_about_the_sender_counts(results: str) -> None:
    assert not is_trusted(forwarded(received(results)), "forward.example")


def test_a_changed_body_breaks_the_chain() -> None:
    raw = forwarded(received()).replace(b"\r\n\r\nBonjour", b"\r\n\r\nEnvoyez l'argent")
    assert not is_trusted(raw, "forward.example")


def test_a_changed_finding_breaks_the_chain() -> None:
    raw = forwarded(received("dmarc=fail header.from=marketplace.amazon.fr"))
    assert not is_trusted(raw.replace(b"dmarc=fail", b"dmarc=pass"), "forward.example")


def test_a_stranger_in_the_chain_spoils_it() -> None:
    strange = OTHER.sealed(received().replace(b"mx.forward.example", b"mx.other.example"), "mx.other.example")
    checked = b"Authentication-Results: mx.forward.example; arc=pass\r\n" + strange
    twice = FORWARDER.sealed(checked, "mx.forward.example")
    assert not is_trusted(twice, "forward.example")
    assert is_trusted(twice, "forward.example", "other.example")


def test_silent_dns_delays() -> None:
    raw = forwarded(received())

    def silent(name: str) -> str | None:
        raise Busy(name)

    with pytest.raises(Busy):
        judge(
            raw, parse_mail(raw), "amazon.fr", authserv_id="mx.inbox.example", txt=silent,
            sealers=["forward.example"],
        )  # fmt: skip
