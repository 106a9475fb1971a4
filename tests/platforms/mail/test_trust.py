"""A mail is trusted when our server or its signature says so, and for nothing else."""

import pytest

from guichet.platforms.errors import Busy
from guichet.platforms.mail import parse_mail
from guichet.platforms.mail.trust import Verdict, judge
from sandbox.mail import Signer

OURS = "mx.inbox.example"
AMAZON = "amazon.fr"


def mail(*above: str, sender: str = "buyer@marketplace.amazon.fr") -> bytes:
    lines = [*above, f"From: {sender}", "To: shop@example.com", "Subject: x", "Date: x", "Message-ID: <1@x>"]
    return "\r\n".join(lines).encode() + b"\r\n\r\nHello\r\n"


def by_server(*above: str, sender: str = "buyer@marketplace.amazon.fr", home: str | None = AMAZON) -> bool:
    raw = mail(*above, sender=sender)

    def no_dns(name: str) -> str | None:
        raise AssertionError(name)

    return judge(raw, parse_mail(raw), home, authserv_id=OURS, txt=no_dns).is_trusted


def test_our_server_says_dmarc_passed() -> None:
    assert by_server(f"Authentication-Results: {OURS}; dmarc=pass header.from=marketplace.amazon.fr")
    assert by_server(f"Authentication-Results: {OURS.upper()} 1; dkim=pass header.d=amazon.fr")
    assert by_server(f"Authentication-Results: {OURS}; spf=pass smtp.mailfrom=bounce@mail.amazon.fr")


@pytest.mark.parametrize(
    "results",
    [
        f"{OURS}; dmarc=fail header.from=marketplace.amazon.fr",
        f"{OURS}; dkim=pass header.d=amazonses.com; spf=pass smtp.mailfrom=eu-west-1.amazonses.com",
        f"{OURS}; dkim=pass header.d=marketplace.amazon.fr.evil.example",
        f"{OURS}; dkim=pass header.d=evilamazon.fr",
        f"{OURS}; dmarc=fail header.from=marketplace.amazon.fr; dkim=pass header.d=amazon.fr",
        f"{OURS}; dmarc=pass header.from=evil.example",
        f"{OURS}; none",
        f"{OURS}; dkim=pass (",
        "mx.evil.example; dmarc=pass header.from=marketplace.amazon.fr",
        f"{OURS}.evil.example; dmarc=pass header.from=marketplace.amazon.fr",
        "",
    ],
)
def test_nothing_else_counts(results: str) -> None:
    assert not by_server(f"Authentication-Results: {results}")


def test_only_the_outermost_header_counts() -> None:
    forged = f"Authentication-Results: {OURS}; dmarc=pass header.from=marketplace.amazon.fr"
    outer = f"Authentication-Results: {OURS}; dmarc=fail header.from=marketplace.amazon.fr"
    assert not by_server(outer, forged)
    assert not by_server("Authentication-Results: mx.other.example; none", forged)


def test_no_result_is_no_trust() -> None:
    assert not by_server()


@pytest.mark.parametrize(
    ("sender", "home"),
    [
        ("a@marketplace.amazon.fr.evil.example", AMAZON),
        ("a@amazon.fr.verification.example", AMAZON),
        ("a@evilamazon.fr", AMAZON),
        ("a@marketplace.amazon.fr", None),
        ("a@marketplace.amazon.fr, b@marketplace.amazon.fr", AMAZON),
    ],
)
def test_a_stranger_is_not_trusted_whatever_our_server_says(sender: str, home: str | None) -> None:
    above = "Authentication-Results: mx.inbox.example; dmarc=pass"
    assert not by_server(above, sender=sender, home=home)


def signed(signer: Signer, *, records: dict[str, str] | None = None, change: bytes = b"") -> Verdict:
    raw = signer.signed(mail()) + change
    known = signer.records if records is None else records
    return judge(raw, parse_mail(raw), AMAZON, authserv_id=None, txt=known.get)


@pytest.mark.parametrize("domain", ["marketplace.amazon.fr", "amazon.fr"])
def test_a_valid_signature_in_the_same_organisation(domain: str) -> None:
    assert signed(Signer(domain)).is_trusted


def test_a_signature_of_somebody_else_proves_nothing() -> None:
    assert not signed(Signer("amazonses.com")).is_trusted
    assert not signed(Signer("amazon.fr.evil.example")).is_trusted


def test_changed_words_break_it() -> None:
    assert not signed(Signer("amazon.fr"), change=b"and more").is_trusted


def test_an_unknown_key_breaks_it() -> None:
    assert not signed(Signer("amazon.fr"), records={}).is_trusted


def test_a_strict_policy_wants_the_very_domain() -> None:
    upper = Signer("amazon.fr", policy="v=DMARC1; p=reject; adkim=s")
    assert not signed(upper).is_trusted
    exact = Signer("marketplace.amazon.fr", policy="v=DMARC1; p=reject; adkim=s")
    assert signed(exact).is_trusted


def test_unsigned_is_untrusted_and_says_why() -> None:
    raw = mail("Authentication-Results: mx.inbox.example; dmarc=pass header.from=marketplace.amazon.fr")
    verdict = judge(raw, parse_mail(raw), AMAZON, authserv_id=None, txt=lambda name: None)
    assert not verdict.is_trusted
    assert "signature" in verdict.why


def test_silent_dns_is_patience_and_not_distrust() -> None:
    signer = Signer("amazon.fr")
    raw = signer.signed(mail())

    def silent(name: str) -> str | None:
        raise Busy("DNS does not answer.")

    with pytest.raises(Busy):
        judge(raw, parse_mail(raw), AMAZON, authserv_id=None, txt=silent)


def test_a_signature_over_a_part_of_the_body_is_none() -> None:
    signer = Signer("amazon.fr")
    raw = signer.signed(mail()).replace(b"; d=amazon.fr", b"; l=3; d=amazon.fr")
    assert not judge(raw, parse_mail(raw), AMAZON, authserv_id=None, txt=signer.records.get).is_trusted
