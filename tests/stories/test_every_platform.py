"""Six marketplaces in one inbox: each is answered by page and by API, and gets the bytes that it asks for."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

import httpx2
import pytest

from tests.platforms.fnac_darty.schemas import checker
from tests.stories.places import FnacDarty, Mirakl, Question, Rakuten
from tests.stories.places_by_mail import AMAZON_SENDER, CDON_SENDER, Amazon, ByMail, read, text_of
from tests.stories.six import House, activate, six
from tests.stories.wire import parts_of

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

ASKED = "Bonjour, où est ma commande ?"
TYPED = "Bonjour,\nl’œuvre part “ce soir” & coûte < 20 € 🙂"
MARKUP = "Bonjour,<br />l’œuvre part “ce soir” &amp; coûte &lt; 20 € 🙂"
LATIN = 'Bonjour,\nl\'oeuvre part "ce soir" & coûte < 20 EUR :-)'
# What is no plain Unicode text there.
WRITTEN = {"mirakl-leroymerlin": MARKUP, "rakuten-fr": LATIN}
SECOND = "Le colis est arrivé."
FILE = ("notice d’été.pdf", b"%PDF-1.4 notice\n%%EOF\n")
LINE = re.compile(r"Pièce jointe : notice d[’']été\.pdf [—-] (http://\S+/f/\S+)")
NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"
XML = "text/xml; charset=utf-8"
TEXT = ("text/plain", "quoted-printable")
# What Rakuten takes in one message.
MOST = 475


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The installation with nothing activated yet."""
    with (
        TemporaryDirectory(prefix="guichet-story-", ignore_cleanup_errors=True) as folder,
        six(Path(folder)) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def asked(house: House) -> dict[str, Question]:
    """Every marketplace is activated by API, and a customer of each has asked."""
    for place in house.places.values():
        activate(house.guichet, place)
    return {code: place.ask(ASKED) for code, place in house.places.items()}


@pytest.fixture(scope="module")
def answered(house: House, asked: dict[str, Question]) -> dict[str, Question]:
    """Each was answered by page, with a file, and once that had arrived by API, without one."""
    for question in asked.values():
        _answer_by_page(house, question)
    for code, question in asked.items():
        house.arrived(house.places[code], question, 1)
    for question in asked.values():
        answer = house.reply(question, SECOND, thenStatus="PENDING")
        assert (answer["errors"], answer["discussion"]["status"]) == ([], "PENDING")
    for code, question in asked.items():
        house.arrived(house.places[code], question, 2)
    return asked


def _answer_by_page(house: House, question: Question) -> None:
    """Reply and solve; then "Send now" in place of the ten seconds in which it could be taken back."""
    house.discussion(question)
    page = house.page(question)
    assert ASKED in page.words
    solve = page.one("//form[@id='reply']//button[@value='solved']")
    answer = house.browser.press(page, solve, {"body": TYPED, "to": "CUSTOMER"}, [FILE])
    assert answer.status == 200, answer.words
    held = house.page(question)
    assert house.browser.press(held, held.one("//button[starts-with(@id, 'now-')]")).status == 200
    assert house.discussion(question)["status"] == "SOLVED"


def test_all_six_are_in_one_inbox(house: House, asked: dict[str, Question]) -> None:
    for question in asked.values():
        house.discussion(question)
    listed = house.browser.open("/?status=all")
    shown = {name.text_content() for name in listed.elements("//td//span[@class='mp__name']")}
    assert shown == {
        "Leroy Merlin", "Fnac France", "Darty France", "Rakuten France", "Amazon France", "CDON Sweden"
    }  # fmt: skip
    assert house.guichet.ask("{ discussions { totalCount } }")["discussions"]["totalCount"] == len(asked)


def test_each_answer_arrived_once_and_nothing_else(house: House, answered: dict[str, Question]) -> None:
    """Statuses are private: beyond the answers, no marketplace was told anything."""
    for code, question in answered.items():
        kept = house.places[code].kept(question)
        assert [kept[0].split("\n\n")[0], *kept[1:]] == [WRITTEN.get(code, TYPED), SECOND], code
    assert [call.path.rsplit("/", 1)[1] for call in house.place(Mirakl).posts()] == ["message"] * 2
    assert len(house.place(FnacDarty).updates()) == 2 * 2
    assert len(house.place(Rakuten).sends()) == 2
    assert len(house.place(Amazon).peer.received) == 2 * 2
    assert house.discussion(answered["cdon-se"])["status"] == "PENDING"


def test_mirakl_gets_parts(house: House, answered: dict[str, Question]) -> None:
    """Reference mirakl.md, section 6.1."""
    mirakl = house.place(Mirakl)
    first, second = mirakl.posts()
    thread = mirakl.operator.thread(answered[mirakl.marketplace].key)
    customer = next(one for one in thread.authorized if one.type == "CUSTOMER")
    to = [{"type": "CUSTOMER", "id": customer.id}]
    for call, body, files in ((first, MARKUP, [FILE[1]]), (second, SECOND, [])):
        assert (call.method, call.path) == ("POST", f"/api/inbox/threads/{thread.id}/message")
        assert call.query == f"shop_id={mirakl.operator.shop.id}"
        assert call.headers["authorization"] == mirakl.operator.api_key
        (head, written), *others = parts_of(call)
        assert head == [
            'Content-Disposition: form-data; name="message_input"', "Content-Type: application/json"
        ]  # fmt: skip
        assert json.loads(written) == {"body": body, "to": to}
        assert [content for _, content in others] == files
    assert parts_of(first)[1][0] == [
        'Content-Disposition: form-data; name="files"; filename="notice_d_ete.pdf"',
        "Content-Type: application/pdf",
    ]


@pytest.mark.parametrize("code", ["fnac-fr", "darty-fr"])
def test_fnac_and_darty_get_documents(
    house: House, answered: dict[str, Question], code: str, shared: Path
) -> None:
    """Reference fnac.md, section 6, and the published schema."""
    place, question, valid = house.places[code], answered[code], checker(shared)
    assert isinstance(place, FnacDarty)
    shop = place.shop
    link = _link_below(place.kept(question)[0], TYPED)
    mine = [call for call in place.updates() if shop.id.encode() in call.body]
    for call, text in zip(mine, (f"{TYPED}\n\n{link}", SECOND), strict=True):
        assert (call.path, call.headers["content-type"]) == ("/api.php/messages_update", XML)
        token = valid(call.body).get("token")
        assert token
        assert call.body.decode() == (
            "<?xml version='1.0' encoding='utf-8'?>\n"
            f'<messages_update xmlns="{NAMESPACE}" partner_id="{shop.partner_id}" shop_id="{shop.id}"'
            f' token="{token}"><message action="reply" id="{question.key}">'
            "<message_to>CLIENT</message_to><message_subject>order_information</message_subject>"
            f"<message_description>{escape(text)}</message_description>"
            "<message_type>ORDER</message_type></message></messages_update>"
        )
    _leads_to_the_file(link)


def test_rakuten_gets_latin_bytes(house: House, answered: dict[str, Question]) -> None:
    """Reference rakuten.md, section 8: everything in the query, percent-encoded ISO-8859-1."""
    rakuten = house.place(Rakuten)
    question = answered[rakuten.marketplace]
    link = _link_below(rakuten.kept(question)[0], LATIN)
    who = f"login={quote_plus(rakuten.served.login)}&pwd={rakuten.served.token}"
    for call, text in zip(rakuten.sends(), (f"{LATIN}\n\n{link}", SECOND), strict=True):
        assert (call.path, call.body) == ("/sales_ws", b"")
        content = quote_plus(text.encode("iso-8859-1"))
        assert call.query == (
            f"action=contactuseraboutitem&{who}&version=2011-02-02&itemid={question.key}&content={content}"
        )
    assert "%E8ce+jointe" in rakuten.sends()[0].query
    _leads_to_the_file(link)


def test_rakuten_takes_475_bytes_and_not_one_more(house: House, answered: dict[str, Question]) -> None:
    """Counted as they leave (œ and € are more than one); what is too long is refused, never cut."""
    rakuten = house.place(Rakuten)
    question = rakuten.ask(ASKED)
    longest = "œ€" * 10 + "é" * (MOST - 50)
    refused = house.reply(question, longest + "é")
    assert [error["field"] for error in refused["errors"]] == ["body"]
    assert "475" in refused["errors"][0]["message"]
    assert house.reply(question, longest)["errors"] == []
    house.arrived(rakuten, question, 1)
    (sent,) = rakuten.kept(question)
    assert (sent, len(sent.encode("iso-8859-1"))) == ("oeEUR" * 10 + "é" * (MOST - 50), MOST)


@pytest.mark.parametrize(("code", "sender"), [("amazon-fr", AMAZON_SENDER), ("cdon-se", CDON_SENDER)])
def test_amazon_and_cdon_get_mails(
    house: House, answered: dict[str, Question], code: str, sender: str
) -> None:
    """Reference amazon.md, section 7.1; cdon.md, section 6.4; envelope and Reply-To by the contract."""
    place, question = house.places[code], answered[code]
    assert isinstance(place, ByMail)
    mails = place.mails(question)
    for mail, text in zip(mails, (TYPED, SECOND), strict=True):
        message = read(mail)
        assert (mail.sender, mail.recipient) == (place.inbound, question.key)
        assert (message["From"], message["To"], message["Reply-To"]) == (sender, question.key, place.inbound)
        assert (message["Cc"], message["Bcc"]) == (None, None)
        assert message["Subject"].startswith("Re: ")
        assert question.order_id in message["Subject"]
        assert (message["In-Reply-To"], message["References"]) == (place.asked_by, place.asked_by)
        words = message.get_body()
        assert words is not None
        assert (words.get_content_type(), words["Content-Transfer-Encoding"]) == TEXT
        assert text_of(message) == text
        assert b"http" not in mail.content
    assert len({read(mail)["Message-ID"] for mail in mails}) == 2
    (part,) = read(mails[0]).iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == (FILE[0], "application/pdf")
    assert part.get_payload(decode=True) == FILE[1]
    assert not read(mails[1]).is_multipart()


def _link_below(kept: str, text: str) -> str:
    """The line that stands for the file, below the text."""
    above, _, line = kept.rpartition("\n\n")
    assert above == text
    return line


def _leads_to_the_file(line: str) -> None:
    """Whoever holds the link saves the very bytes, without signing in."""
    found = LINE.fullmatch(line)
    assert found, line
    answer = httpx2.get(found[1], trust_env=False)
    assert (answer.status_code, answer.content) == (200, FILE[1])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
