"""Six marketplaces in one inbox: each is answered by page and by API, and gets the bytes that it asks for."""

import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

import pytest

from guichet.platforms.amazon.manifest import WITHOUT_ORDERS
from tests.invoicing.paper.reading import RAM, data_inside, said, words_of
from tests.platforms.fnac_darty.schemas import checker
from tests.stories.answering import ASKED, FILE, LATIN, MARKUP, SECOND, TYPED, WRITTEN, Asked, number
from tests.stories.places import FnacDarty, Mirakl, Rakuten
from tests.stories.places_by_mail import (
    AMAZON_SENDER,
    CDON_SENDER,
    Amazon,
    AmazonWithoutOrders,
    ByMail,
    read,
    text_of,
)
from tests.stories.six import DISCUSSIONS, REPLY, House, activate
from tests.stories.wire import parts_of
from tests.waiting import until

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

NAMESPACE = "http://www.fnac.com/schemas/mp-dialog.xsd"
XML = "text/xml; charset=utf-8"
TEXT = ("text/plain", "quoted-printable")
RSM = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}"
# What Rakuten takes in one message.
MOST = 475
RESYNC = "mutation ($id: ID!) { resyncDiscussion(discussionId: $id) { errors { message } } }"
GENERATE = """
mutation ($order: ID!) { generateInvoice(orderId: $order) { invoice { id } errors { message } } }
"""


def test_all_six_are_in_one_inbox(house: House, asked: Asked) -> None:
    for question in asked.values():
        house.discussion(question)
    listed = house.browser.open("/?status=all")
    shown = {name.text_content() for name in listed.elements("//td//span[@class='mp__name']")}
    assert shown == {
        "Leroy Merlin", "Fnac France", "Darty", "Rakuten France", "Amazon France", "CDON Sweden"
    }  # fmt: skip
    assert house.guichet.ask("{ discussions { totalCount } }")["discussions"]["totalCount"] == len(asked)


def test_each_answer_arrived_once_and_nothing_else(house: House, answered: Asked) -> None:
    """Statuses are private: beyond the answers, no marketplace was told anything."""
    for code, question in answered.items():
        kept = house.places[code].kept(question)
        assert [kept[0].split("\n\n")[0], *kept[1:]] == [WRITTEN.get(code, TYPED), SECOND], code
    assert [call.path.rsplit("/", 1)[1] for call in house.place(Mirakl).posts()] == ["message"] * 2
    assert len(house.place(FnacDarty).updates()) == 2 * 2
    assert len(house.place(Rakuten).sends()) == 2
    assert len(house.place(Amazon).peer.received) == 2 * 2
    assert house.discussion(answered["cdon-se"])["status"] == "PENDING"


def test_mirakl_gets_parts(house: House, answered: Asked) -> None:
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
        'Content-Disposition: form-data; name="files"; filename="notice_dete.pdf"',
        "Content-Type: application/pdf",
    ]


@pytest.mark.parametrize("code", ["fnac-fr", "darty-fr"])
def test_fnac_and_darty_get_documents(house: House, answered: Asked, code: str, shared: Path) -> None:
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
    assert place.files(question) == [("notice d’été.pdf", FILE[1])]


def test_rakuten_gets_latin_bytes(house: House, answered: Asked) -> None:
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
    assert rakuten.files(question) == [("notice d'été.pdf", FILE[1])]


def test_rakuten_takes_475_bytes_and_not_one_more(house: House, answered: Asked) -> None:
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
def test_amazon_and_cdon_get_mails(house: House, answered: Asked, code: str, sender: str) -> None:
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


def test_each_customer_gets_the_invoice_of_the_order(house: House, invoiced: Asked) -> None:
    for code, question in invoiced.items():
        invoice = house.discussion(question)["order"]["invoice"]
        ((name, pdf),) = house.places[code].files(question)
        assert name == f"{invoice['number']}.pdf"
        data = data_inside(pdf)
        document = data.find(f"{RSM}ExchangedDocument")
        assert document is not None
        assert document.findtext(f"{RAM}ID") == invoice["number"]
        assert Decimal(said(data, "GrandTotalAmount")[0]) == question.total, code
        assert said(data, "InvoiceCurrencyCode") == [question.currency]
        assert (Decimal(invoice["gross"]), invoice["currency"]) == (question.total, question.currency)
        assert invoice["number"] in words_of(pdf)
        assert question.order_id in words_of(pdf)


def test_each_order_has_one_invoice_however_often_it_is_asked(house: House, invoiced: Asked) -> None:
    numbers = {}
    for code, question in invoiced.items():
        found = house.discussion(question)
        numbers[code] = found["order"]["invoice"]["number"]
        again = house.guichet.ask(GENERATE, order=found["order"]["id"])["generateInvoice"]
        assert again == {"invoice": {"id": found["order"]["invoice"]["id"]}, "errors": []}
        assert house.page(question).one("//input[@id='with-invoice']/..").text_content() == (
            f"Invoice {numbers[code]}"
        )
    assert sorted(numbers.values()) == [number(n + 1) for n in range(len(invoiced))]
    again = house.reply(invoiced["amazon-fr"], "La voici encore.", attachInvoice=True)
    assert again["errors"] == []
    house.arrived(house.places["amazon-fr"], invoiced["amazon-fr"], 2)
    first, second = house.places["amazon-fr"].files(invoiced["amazon-fr"])
    assert first == second
    assert house.guichet.ask("{ invoices { totalCount } }")["invoices"]["totalCount"] == len(invoiced)


def test_mirakl_files_the_invoice_with_its_order_too(house: House, invoiced: Asked) -> None:
    mirakl = house.place(Mirakl)
    question = invoiced[mirakl.marketplace]
    until(lambda: house.discussion(question)["order"]["invoice"]["filing"]["state"] == "DONE")
    documents = mirakl.operator.documents(question.order_id)
    filed = [document.content for document in documents if document.type == "CUSTOMER_INVOICE"]
    assert filed == [pdf for _, pdf in mirakl.files(question)]
    others = [q for code, q in invoiced.items() if code != mirakl.marketplace]
    assert [house.discussion(q)["order"]["invoice"]["filing"] for q in others] == [None] * len(others)


def test_amazon_without_access_to_orders_says_so(house: House, invoiced: Asked) -> None:
    """No order, no invoice: page and API name what is missing, and nothing is sent."""
    given = house.place(Amazon)
    bare = AmazonWithoutOrders(given.peer, given.amazon.port)
    activate(house.guichet, bare)
    question = bare.ask("Wo ist meine Rechnung?")
    listed = f"/?status=all&order={question.order_id}"
    until(lambda: house.browser.open(listed).elements("//th[@class='row__subj']"))
    until(lambda: WITHOUT_ORDERS in house.page(question).words)
    page = house.page(question)
    assert page.elements("//aside[@id='order']//p")[0].text_content() == WITHOUT_ORDERS
    assert not page.elements("//input[@id='with-invoice']")
    assert f"No invoice yet: {WITHOUT_ORDERS}" in page.words
    found = house.guichet.ask(DISCUSSIONS, order=question.order_id)["discussions"]["nodes"][0]
    input_ = {
        "discussionId": found["id"],
        "body": "Bitte.",
        "recipients": ["CUSTOMER"],
        "attachInvoice": True,
    }
    errors = house.guichet.ask(REPLY, input=input_)["reply"]["errors"]
    assert [(error["field"], error["message"]) for error in errors] == [("attachInvoice", WITHOUT_ORDERS)]
    assert bare.mails(question) == []


def test_nothing_came_a_second_time_meanwhile(house: House, answered: Asked, invoiced: Asked) -> None:
    """Each place was read again since; whoever sends again would have done so by now."""
    for questions in (answered, invoiced):
        for code, question in questions.items():
            house.guichet.ask(RESYNC, id=house.discussion(question)["id"])
            written = house.written(question)
            assert len(house.places[code].kept(question)) == len(written), code
            assert {one["delivery"] for one in written} == {house.places[code].ends}
