"""Mails of any make are read."""

from datetime import UTC, datetime

import pytest

from guichet.platforms.errors import Unreadable
from guichet.platforms.mail import MailAddress, parse_mail


def mail(*lines: str, body: bytes = b"Hello") -> bytes:
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def test_a_plain_mail() -> None:
    read = parse_mail(
        mail(
            "From: Maya <maya@example.com>",
            "To: shop@example.org",
            "Subject: =?UTF-8?Q?Caf=C3=A9?=",
            "Date: Mon, 16 Nov 2026 10:00:00 +0100",
            "Message-ID: <one@example.com>",
            "References: <a@example.com> <b@example.com>",
            "In-Reply-To: <b@example.com>",
        )
    )
    assert read.sender == MailAddress("maya@example.com", "Maya")
    assert (read.subject, read.text, read.message_id) == ("Café", "Hello", "one@example.com")
    assert read.references == ("b@example.com", "a@example.com")
    assert read.date == datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_a_name_cannot_forge_an_address() -> None:
    hidden = "=?UTF-8?B?IiIgPGV2aWxAZXhhbXBsZS5jb20+LA==?="
    read = parse_mail(mail(f"From: {hidden} <good@example.org>"))
    assert [sender.address for sender in read.senders] == ["good@example.org"]


@pytest.mark.parametrize(
    "line",
    ["From: a@example.com, b@example.com", "From: a@example.com\r\nFrom: b@example.com", "From: nobody", ""],
)
def test_several_senders_or_none_are_no_sender(line: str) -> None:
    assert parse_mail(mail("Subject: x", *([line] if line else []))).sender.address == ""


@pytest.mark.parametrize(
    ("label", "content", "text"),
    [
        ("iso-8859-1", "5 \u20ac \u2019".encode("cp1252"), "5 € ’"),
        ("us-ascii", "déjà".encode(), "déjà"),
        ("us-ascii", "déjà".encode("latin-1"), "déjà"),
        ("utf-8", "déjà".encode("latin-1"), "déjà"),
        ("no-such-charset", "déjà".encode(), "déjà"),
        ("rot13", b"plain", "plain"),
        ("utf-16", b"odd", "odd"),
        ('\\"', b"plain", "plain"),
        ("utf-8", "e\u0301\u00a0x".encode(), "é x"),
        ("utf-7", b"+2AA-x", "\ufffdx"),
    ],
)
def test_a_wrong_label_does_not_matter(label: str, content: bytes, text: str) -> None:
    read = parse_mail(mail("From: a@example.com", f"Content-Type: text/plain; charset={label}", body=content))
    assert read.text == text


def test_raw_bytes_in_headers() -> None:
    raw = b"From: \xc3\xa9lan <a@example.com>\r\nSubject: d\xe9j\xe0 \xed\xa0\x80\r\n\r\nx"
    read = parse_mail(raw)
    assert read.senders[0].address == "a@example.com"
    read.subject.encode("utf-8")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*0*=UTF-8''bon%20de; filename*1*=%20livraison.pdf", "bon de livraison.pdf"),
        ('attachment; filename="=?UTF-8?Q?re=C3=A7u.pdf?="', "reçu.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.pdf"', "a.pdf"),
        ("attachment", "file"),
        ("attachment; filename*=nope''%ff%fe.pdf", "%ff%fe.pdf"),
    ],
)
def test_file_names(header: str, name: str) -> None:
    read = parse_mail(
        mail("From: a@example.com", "Content-Type: application/pdf", f"Content-Disposition: {header}")
    )
    assert read.files[0].file_name.endswith(name[-4:])
    assert "/" not in read.files[0].file_name
    if "nope" not in header:
        assert read.files[0].file_name == name


def test_the_type_is_that_of_the_bytes() -> None:
    read = parse_mail(
        mail("From: a@example.com", 'Content-Type: image/jpeg; name="x.jpg"', body=b"%PDF-1.7 ...")
    )
    assert read.files[0].content_type == "application/pdf"


def test_a_mail_inside_a_mail_is_a_file() -> None:
    inner = b"From: c@example.com\r\nSubject: inner\r\n\r\nwords"
    body = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b--\r\n"
    read = parse_mail(mail("From: a@example.com", "Content-Type: multipart/mixed; boundary=b", body=body))
    assert b"words" in read.files[0].content
    assert (read.text, read.files[0].file_name) == ("", "message.eml")


def test_nested_deeper_than_any_stack_is_set_aside_or_read() -> None:
    levels = 5000
    body = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(levels)
    )
    raw = mail("From: a@example.com", "Content-Type: multipart/mixed; boundary=b0", body=body)
    with pytest.raises(Unreadable):
        parse_mail(raw)


def test_five_megabytes_of_markup() -> None:
    body = b"<p>" + b"word <b>bold</b> &amp; " * 200_000 + b"</p>"
    read = parse_mail(mail("From: a@example.com", "Content-Type: text/html", body=body))
    assert read.markup_text.startswith("word bold &")


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\nbody only", b"\x00\x01\x02", b"no colon here\r\n\r\nx"])
def test_no_headers_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_mail(raw)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 2026", "Mon, 16 Nov 99999 10:00:00 +0000"])
def test_an_odd_date_is_none(date: str) -> None:
    assert parse_mail(mail("From: a@example.com", f"Date: {date}")).date is None


def test_a_broken_transfer_encoding_still_gives_something() -> None:
    read = parse_mail(
        mail("From: a@example.com", "Content-Transfer-Encoding: base64", body=b"SGVsbG8=\r\n!!!###")
    )
    assert read.text.startswith("Hello")


def test_more_parts_than_a_person_sends() -> None:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    raw = mail(
        "From: a@example.com", "Content-Type: multipart/mixed; boundary=b", body=part * 3000 + b"--b--"
    )
    assert parse_mail(raw).text.count("x") == 500
