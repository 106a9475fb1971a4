"""The sample mails of the reference come out as it describes."""

from pathlib import Path

import pytest

from guichet.platforms.amazon.places import home_of
from guichet.platforms.errors import Busy
from guichet.platforms.mail import MailKind, Reading, parse_mail
from guichet.platforms.mail.trust import judge
from guichet.platforms.words import DiscussionType
from tests.platforms.amazon.reading import reading

SAMPLES = {
    "01": (MailKind.MESSAGE, "202-5550101-5550101", "Maya", DiscussionType.ORDER, 0),
    "02": (MailKind.MESSAGE, "404-5550102-5550102", "Camille", DiscussionType.ORDER, 2),
    "03": (MailKind.MESSAGE, None, "Jonas", DiscussionType.PRODUCT, 0),
    "04": (MailKind.MESSAGE, "406-5550104-5550104", "Lucía", DiscussionType.ORDER, 0),
    "05": (MailKind.MESSAGE, "408-5550105-5550105", "Giulia", DiscussionType.ORDER, 0),
    "06": (MailKind.MESSAGE, None, "Giulia", None, 0),
    "07": (MailKind.NOTICE, "404-5550102-5550102", "Amazon", DiscussionType.ORDER, 0),
}


@pytest.fixture
def mails(shared: Path) -> dict[str, bytes]:
    folder = shared / "reference" / "amazon" / "mails"
    return {path.name[:2]: path.read_bytes() for path in sorted(folder.glob("*.eml"))}


def sample(mails: dict[str, bytes], number: str) -> Reading:
    return reading(mails[number])


@pytest.mark.parametrize("number", SAMPLES)
def test_kind_order_buyer_type_and_files(mails: dict[str, bytes], number: str) -> None:
    found = sample(mails, number)
    author = found.author.name if found.author else None
    assert (found.kind, found.order_id, author, found.type, len(found.files)) == SAMPLES[number]


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "06"])
def test_only_the_buyers_words_are_shown(mails: dict[str, bytes], number: str) -> None:
    found = sample(mails, number)
    assert found.body
    for frame_word in ("sellercentral", "SPC-", "-----", "ASIN", "ixture", "Copyright"):
        assert frame_word not in found.body


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("01", "Hello,\n\nThe lamp arrived but", "Kind regards,\nMaya"),
        ("02", "Bonjour,\n\nUne des deux théières", "Merci d'avance,\nCamille"),
        ("03", "Guten Tag,", "Viele Grüße\nJonas"),
        ("06", "Perfetto, grazie mille.", "Attendo la guarnizione."),
    ],
)
def test_the_words_are_whole(mails: dict[str, bytes], number: str, first: str, last: str) -> None:
    body = sample(mails, number).body
    assert body.startswith(first)
    assert body.endswith(last)


def test_the_product_of_a_question(mails: dict[str, bytes]) -> None:
    product = sample(mails, "03").product
    assert product is not None
    assert (product.marketplace_product_id, product.title) == (
        "B0FAKE0103", "Beispiel Wasserkocher 1,7 L Edelstahl",
    )  # fmt: skip


def test_files_keep_name_and_bytes(mails: dict[str, bytes]) -> None:
    files = sample(mails, "02").files
    assert [(f.file_name, f.content_type, len(f.content)) for f in files] == [
        ("IMG_0412.jpg", "image/jpeg", 134), ("bon de livraison.pdf", "application/pdf", 559),
    ]  # fmt: skip


def test_a_follow_up_shares_a_case_and_a_thread(mails: dict[str, bytes]) -> None:
    first, second = sample(mails, "05"), sample(mails, "06")
    shared_by_both = set(first.references) & set(second.references)
    assert "case:5a1f0c05-5555-4a55-8a55-0000000000a5" in shared_by_both
    assert "thread:A0FAKETHREAD00000105" in shared_by_both
    assert first.message_key == "m:A0FAKEMSG00000000105"
    assert second.message_key == "m:A0FAKEMSG00000000106"


def test_a_return_cannot_be_answered(mails: dict[str, bytes]) -> None:
    found = sample(mails, "07")
    assert found.reply_to is None
    assert "Fêlée à l'arrivée" in found.body


def test_an_opt_out_names_the_order_and_the_alias(mails: dict[str, bytes]) -> None:
    found = sample(mails, "08")
    assert found.kind == MailKind.FAILURE
    assert found.references == (
        "order:302-5550108-5550108", "alias:t5hb2c8zv6n1mle@marketplace.amazon.de",
    )  # fmt: skip
    assert "unaufgeforderten" in found.why


def test_a_delivery_report(mails: dict[str, bytes]) -> None:
    (report,) = parse_mail(mails["09"]).reports
    assert report.is_failure
    assert report.message_ids[0] == "reply-0002.conv-0101@inbox.example"
    assert "approved list" in report.diagnostic


def test_a_copy_of_an_answer(mails: dict[str, bytes]) -> None:
    found = sample(mails, "10")
    assert (found.kind, found.buyer_name, found.order_id) == (MailKind.COPY, "Maya", None)
    assert found.body == "Hello Maya,\na new switch left our warehouse today.\nExample Shop"


def test_they_are_trusted_as_the_reference_says(mails: dict[str, bytes]) -> None:
    def no_dns(name: str) -> str | None:
        raise Busy(name)

    def is_trusted(raw: bytes) -> bool:
        mail = parse_mail(raw)
        home = home_of(mail.sender.domain)
        return judge(raw, mail, home, authserv_id="mx.inbox.example", txt=no_dns).is_trusted

    trusted = {number: is_trusted(raw) for number, raw in mails.items()}
    assert trusted == {number: number != "09" for number in mails}
