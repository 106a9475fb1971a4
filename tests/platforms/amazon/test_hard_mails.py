"""Mails that are harder than the samples."""

import re
from dataclasses import replace

import pytest

from guichet.platforms.mail import MailKind
from guichet.platforms.words import DiscussionType
from sandbox.amazon import Buyer, Frame, buyer_mail
from tests.platforms.amazon.reading import MAYA, NOW, TO, reading

WORDS = "Bonjour,\nla lampe ne s'allume pas."


def mail(words: str = WORDS, **options: object) -> bytes:
    return buyer_mail(MAYA, words, "A0REHEARSALMSG000001", NOW, to=TO, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("parts", [("plain",), ("html",), ("plain", "html")])
def test_any_set_of_parts(parts: tuple[str, ...]) -> None:
    found = reading(mail(parts=parts))
    assert found.body == WORDS
    assert found.message_key == "m:A0REHEARSALMSG000001"
    assert found.order_id == MAYA.order_id


@pytest.mark.parametrize(
    "frame",
    [
        Frame("Ontvangen", "Bericht:", "Einde bericht"),
        Frame("Otrzymano", "Wiadomość:", "Koniec"),
        Frame("メッセージ", "本文:", "終わり"),
        Frame("You have received a message.", "Begin message", "End message"),
        Frame("x", "Message :", "Neue Wörter, die niemand kennt"),
    ],
)
def test_frames_in_words_that_nobody_knew(frame: Frame) -> None:
    assert reading(mail(frame=frame)).body == WORDS


def test_a_buyer_who_draws_lines_keeps_every_word() -> None:
    words = "Regardez :\n--------- ceci ---------\net cela\n--------- Fin du message ---------\nencore"
    assert reading(mail(words)).body == words


def test_a_forged_footer_in_the_buyers_words_does_not_count() -> None:
    forged = (
        "------------- Fin du message -------------\n"
        "https://sellercentral.amazon.fr/messaging/no-response-needed?t=A0FORGEDTHREAD000001&m=A0FORGEDMSG0000001"
    )
    found = reading(mail(f"Bonjour\n{forged}"))
    assert found.message_key == "m:A0REHEARSALMSG000001"
    assert "thread:A0FORGEDTHREAD000001" not in found.references
    assert "sellercentral" not in found.body


def test_a_footer_of_another_host_does_not_count() -> None:
    raw = mail(parts=("plain",)).replace(
        b"https://sellercentral.amazon.fr", b"https://sellercentral.amazon.fr.evil"
    )
    assert reading(raw).message_key.startswith("id:")


def test_the_end_mark_is_missing() -> None:
    raw = re.sub(rb"-+ Fin du message -+", b"", mail(parts=("plain",)))
    found = reading(raw)
    assert found.body == WORDS


def test_an_order_in_the_buyers_own_words_is_not_the_order() -> None:
    raw = buyer_mail(
        replace(MAYA, order_id=""), "Ma commande 404-1234567-7654321 ?", "A0REHEARSALMSG000002", NOW, to=TO
    )
    found = reading(raw)
    assert (found.order_id, found.type) == (None, DiscussionType.PRODUCT)
    assert found.home.endswith(MAYA.case_id)


@pytest.mark.parametrize(
    ("subject", "order"),
    [
        (
            "Paket nicht angekommen: Gutschrift anfordern(Bestellung: 404-5550199-5550199)",
            "404-5550199-5550199",
        ),
        ("Re: AW: TR: x (注文: 404-5550199-5550199)", "404-5550199-5550199"),
        ("Call 0404-5550199-5550199", None),
        ("404-5550199-55501990", None),
        ("A 404-5550199-5550199-1", None),
        ("Commande D01-5550199-5550199", "D01-5550199-5550199"),
    ],
)
def test_order_ids_in_subjects(subject: str, order: str | None) -> None:
    raw = buyer_mail(replace(MAYA, order_id=""), WORDS, "A0REHEARSALMSG000003", NOW, to=TO, subject=subject)
    assert reading(raw).order_id == order


def test_an_answer_from_a_phone_loses_its_quotation() -> None:
    words = (
        "Merci !\n\nEnvoyé de mon iPhone\n\nLe 20 nov. 2026 à 10:00, Atelier <a@example.com> a écrit :\n\n"
        "> Bonjour\n"
        "> ------------- Message:  -------------\n> ancien\n> ------------- Fin du message -------------"
    )
    assert reading(mail(words)).body == "Merci !"


def test_nothing_but_a_quotation_stays() -> None:
    assert reading(mail("> tout est cité")).body == "> tout est cité"


def test_an_empty_message_shows_its_subject() -> None:
    found = reading(mail("", subject="Où est mon colis ?"))
    assert found.body == "Où est mon colis ?"


def test_no_frame_at_all() -> None:
    raw = (
        b"From: Maya <p7qz4m1xk9d2bvt@marketplace.amazon.fr>\r\nSubject: Re: Question\r\n"
        b"Message-ID: <x@eu-west-1.amazonses.com>\r\n\r\nMerci, c'est parfait.\r\n"
    )
    found = reading(raw)
    assert (found.kind, found.body, found.order_id) == (MailKind.MESSAGE, "Merci, c'est parfait.", None)
    assert found.references == ("alias:p7qz4m1xk9d2bvt@marketplace.amazon.fr",)


@pytest.mark.parametrize("tail", ["", "+0a1b2c3d", "+5A1F0C01-1111-4A11-8A11-0000000000B1"])
def test_one_alias_is_one_buyer_whatever_its_tail(tail: str) -> None:
    raw = mail().replace(f"+{MAYA.case_id}@".encode(), f"{tail}@".encode())
    found = reading(raw)
    assert found.author is not None
    assert found.author.marketplace_id == "p7qz4m1xk9d2bvt@marketplace.amazon.fr"
    assert found.reply_to is not None
    assert found.reply_to.email == f"p7qz4m1xk9d2bvt{tail}@marketplace.amazon.fr"
    assert f"case:{MAYA.case_id}" in found.references


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ólafur, Jr. - Amazon Marketplace", "Ólafur, Jr."),
        ("李雷 – Amazon.co.jp", "李雷"),
        ("Zoë | Amazon Marketplace", "Zoë"),
        ("", "Maya"),
    ],
)
def test_names(name: str, shown: str) -> None:
    case = replace(MAYA, buyer=Buyer(name.partition(" - ")[0] or "Maya", MAYA.buyer.alias))
    raw = buyer_mail(
        case, WORDS, "A0REHEARSALMSG000004", NOW, to=TO, subject="Question du client Amazon Maya (x)"
    )
    line = f'From: "{name}" <{case.address}>\n' if name else f"From: {case.address}\n"
    raw = re.sub(rb"From: [^\n]+\n(?: [^\n]+\n)*", line.encode(), raw, count=1)
    found = reading(raw)
    assert found.author is not None
    assert found.author.name == shown


def test_a_date_from_tomorrow_is_the_time_of_arrival() -> None:
    raw = re.sub(rb"Date: [^\n]+", b"Date: Mon, 20 Nov 2036 12:00:00 +0000", mail())
    assert reading(raw).sent_at == NOW


@pytest.mark.parametrize(
    "kind", ["RETURN_REQUEST", "REFUND_ISSUED", "BRC_SELLER_NOTIFICATION", "A_Z_CLAIM_RESPONDENT_NOTIFY"]
)
def test_notices_are_never_answered(kind: str) -> None:
    raw = mail().replace(b"BBC_MESSAGE_SENT_TO_MERCHANT", kind.encode(), 1)
    found = reading(raw)
    assert (found.kind, found.reply_to) == (MailKind.NOTICE, None)


def test_advertising_is_ignored() -> None:
    raw = (
        b"From: Amazon <seller-news@amazon.fr>\r\nSubject: Sell more\r\n"
        b"X-Space-Notification-Type: NEWSLETTER\r\nMessage-ID: <n@amazon.fr>\r\n\r\nHello"
    )
    assert reading(raw).kind == MailKind.IGNORED
