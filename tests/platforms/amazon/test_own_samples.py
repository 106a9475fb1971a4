"""Harder mails than those of the reference, all composed by us, people and numbers invented."""

from pathlib import Path

import pytest

from guichet.platforms.amazon.places import home_of
from guichet.platforms.errors import Busy, Unreadable
from guichet.platforms.mail import Mail, MailKind, Reading, parse_mail
from guichet.platforms.mail.trust import judge
from tests.platforms.amazon.reading import NOW, reading

FOLDER = Path(__file__).parent / "mails"
ALIAS = "p7qz4m1xk9d2bvt+5a1f0c01-1111-4a11-8a11-0000000000b1@marketplace.amazon.fr"
OURS = "guichet.0190c0ffee0070008000000000000019@in.example.org"
# Number: whose words, of which order, and the words.
BUYERS = {
    "11": ("Noé", "404-5550211-5550211", "L’abat-jour à 12 € est cassé… c’est « dommage »."),
    "12": ("Lena", "302-5550212-5550212", "Guten Tag,\n\nanbei Foto und Rechnung.\n\nGrüße\nLena"),
    "13": ("Edith", "202-5550213-5550213", "My mail program packs everything."),
    "15": ("Inés", "406-5550215-5550215", "¿Dónde está mi pedido?"),
    "16": ("Zoé", "404-5550216-5550216", "Sans date ni identifiant."),
    "17": ("Owen", "202-5550217-5550217", "From the future."),
}
EVENTS = {"25": "404-5550225-5550225", "26": "302-5550226-5550226", "27": "408-5550227-5550227"}
BOUNCES = {
    "19": ("5.1.1", "no such alias"),
    "20": ("5.7.1", "not an approved sender"),
    "21": ("5.1.1", "no such alias here"),
    "23": ("5.0.0", "mailbox is closed"),
}


def raw(number: str) -> bytes:
    (path,) = FOLDER.glob(f"{number}-*.eml")
    return path.read_bytes()


def mail(number: str) -> Mail:
    return parse_mail(raw(number))


def read(number: str) -> Reading:
    return reading(raw(number))


@pytest.mark.parametrize("number", BUYERS)
def test_a_buyers_words_in_five_languages(number: str) -> None:
    name, order, words = BUYERS[number]
    found = read(number)
    assert found.kind == MailKind.MESSAGE
    assert (found.author.name if found.author else None, found.order_id, found.body) == (name, order, words)
    assert found.message_key == f"m:A0HARDMESSAGE{number}"
    assert found.reply_to is not None


def test_parts_inside_parts_keep_their_files_once() -> None:
    files = [(file.file_name, file.content_type) for file in read("12").files]
    assert files == [("foto.png", "image/png"), ("Rechnung März.pdf", "application/pdf")]


def test_an_outlook_package_is_kept_as_a_file() -> None:
    (file,) = read("13").files
    assert (file.file_name, file.content_type) == ("winmail.dat", "application/ms-tnef")
    assert file.content.startswith(b"\x78\x9f\x3e\x22")


def test_broken_base64_still_names_order_and_buyer() -> None:
    found = read("14")
    assert (found.kind, found.order_id) == (MailKind.MESSAGE, "408-5550214-5550214")
    assert found.author is not None
    assert found.author.name == "Aldo"
    assert found.body.strip()


def test_of_two_message_ids_the_first_counts() -> None:
    assert mail("15").message_id == "0102hard15-000000@eu-west-1.amazonses.com"


def test_without_a_date_it_was_written_when_it_came() -> None:
    assert read("16").sent_at == NOW


def test_a_date_of_another_century_is_not_believed() -> None:
    assert read("17").sent_at == NOW


def test_what_the_seller_forwards_is_a_strangers_mail_with_the_buyers_inside() -> None:
    found = mail("18")

    def no_dns(name: str) -> str | None:
        raise Busy(name)

    verdict = judge(
        raw("18"), found, home_of(found.sender.domain), authserv_id="mx.rehearsal.example", txt=no_dns
    )
    assert not verdict.is_trusted
    (inner,) = found.files
    assert parse_mail(inner.content).sender.local.startswith("p7qz4m1xk9d2bvt+")


@pytest.mark.parametrize("number", BOUNCES)
def test_a_bounce_of_any_make_names_our_mail_and_why(number: str) -> None:
    status, why = BOUNCES[number]
    (report,) = mail(number).reports
    assert (report.status, report.is_failure, report.recipient) == (status, True, ALIAS)
    assert report.message_ids[0] == OURS
    assert why in report.diagnostic


def test_a_mail_that_is_only_late_is_no_failure() -> None:
    (report,) = mail("22").reports
    assert not report.is_failure


def test_words_of_a_person_are_no_report_however_they_sound() -> None:
    forged = raw("21").replace(b"MAILER-DAEMON@mta.example", b"maya@mta.example")
    assert parse_mail(forged).reports == ()
    nothing_returned = raw("21").partition(b"--- Below")[0]
    assert parse_mail(nothing_returned).reports == ()


def test_an_opt_out_fails_the_answer_and_says_why() -> None:
    found = read("24")
    assert found.kind == MailKind.FAILURE
    assert found.references[0] == "order:202-5550224-5550224"
    assert "opted out" in found.why


@pytest.mark.parametrize("number", EVENTS)
def test_claims_belong_to_their_order_and_are_never_answered(number: str) -> None:
    found = read(number)
    assert (found.kind, found.order_id, found.reply_to) == (MailKind.NOTICE, EVENTS[number], None)


def test_a_thousand_nested_parts_are_set_aside_whole() -> None:
    head, _, body = raw("12").partition(b"\n\n")
    for depth in range(1000):
        edge = b"deep%d" % depth
        body = b"--%s\nContent-Type: text/plain\n\nlayer\n--%s--\n" % (edge, edge) if not depth else (
            b"--%s\nContent-Type: multipart/mixed; boundary=deep%d\n\n%s\n--%s--\n"
            % (edge, depth - 1, body, edge)
        )  # fmt: skip
    deep = head.replace(b'boundary="m"', b'boundary="deep999"') + b"\n\n" + body
    with pytest.raises(Unreadable) as refused:
        parse_mail(deep)
    assert refused.value.raw == deep
    assert "deep" in refused.value.why
