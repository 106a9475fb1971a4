"""Damaged mails are read or set aside; nothing else ever happens, and it never takes long."""

import random
import time
from datetime import UTC, datetime

import pytest

from guichet.platforms.amazon.read import read as read_amazon
from guichet.platforms.cdon.read import read as read_cdon
from guichet.platforms.errors import Unreadable
from guichet.platforms.mail import MailKind, parse_mail
from guichet.platforms.mail.trust import judge
from sandbox.amazon import Buyer, Case, buyer_mail, copy_mail, notice_mail, opted_out_mail
from sandbox.amazon.buyer import File
from sandbox.cdon import errand, forwarded

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TO = "k3x@in.example.org"
CASE = Case(
    Buyer("Zoë", "p7qz4m1xk9d2bvt"), "amazon.fr", "A13V1IB3VIYZZH", "5a1f0c01-1111-4a11-8a11-0000000000b1"
)
SOUND = (
    buyer_mail(
        CASE, "Où ?", "A0DAMAGED000001", NOW, to=TO, files=[File("é.pdf", "application/pdf", b"%PDF")]
    ),
    copy_mail(TO, "Zoë", "Bonjour", NOW, "copy"),
    notice_mail(TO, "RETURN_REQUEST", "404-5550199-5550199", "Retour", NOW, "notice"),
    opted_out_mail(CASE, TO, NOW, "optout"),
    forwarded("När?", to=TO, name="Åsa", order="242900117", case=1),
    errand(to=TO, kind="Complaint", errand_id=2, order="242900117"),
)
SPLINTERS = (
    b"\x00", b"=?UTF-8?B?/w==?=", b"=?x?q?=80?=", b"\r\n", b"\n\n", b"(((((", b'"', b"<>", b";", b"--",
    b"multipart/mixed; boundary=", b"charset=utf-7", b"=ED=A0=80", b"\xff\xfe", b"&#xD800;", b"filename*0*=",
    b"Content-Type: ", b"<table>" * 50, b"-------- a: --------", b"base64", b"@@@", b"\xed\xa0\x80",
)  # fmt: skip


def damaged(chance: random.Random) -> bytes:
    mail = bytearray(chance.choice(SOUND))
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(mail))
        match chance.randrange(4):
            case 0:
                mail[place:place] = chance.choice(SPLINTERS)
            case 1:
                del mail[place : place + chance.randint(1, 60)]
            case 2:
                mail[place] = chance.randrange(256)
            case _:
                other = chance.randrange(len(mail))
                mail[place:place] = mail[other : other + chance.randint(1, 300)]
    return bytes(mail)


@pytest.mark.parametrize("seed", range(20))
def test_damage_is_survived(seed: int) -> None:
    chance = random.Random(seed)
    started = time.monotonic()
    for _ in range(40):
        survive(damaged(chance))
    assert time.monotonic() - started < 20


def survive(raw: bytes) -> None:
    """Read by both connectors, judged both ways; every text can be stored, every message says something."""
    try:
        mail = parse_mail(raw)
    except Unreadable:
        return
    judge(raw, mail, mail.sender.domain, authserv_id="mx.inbox.example", txt=lambda name: None)
    judge(raw, mail, mail.sender.domain, authserv_id=None, txt=lambda name: "v=DKIM1; p=")
    for found in (read_amazon(mail, NOW), read_cdon(mail, NOW)):
        author = found.author.name if found.author else ""
        for text in (found.body, found.subject, found.message_key, found.home, author, *found.references):
            assert "\x00" not in text
            text.encode("utf-8")
        assert found.body or found.kind in (MailKind.FAILURE, MailKind.IGNORED)
