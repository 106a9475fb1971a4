"""The order's papers in the panel beside a conversation, and what is said of files and edited words."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.examining import NOT_SCANNED, SCANNER_DOWN, quarantine_words
from guichet.inbox.files import store
from guichet.inbox.models import Attachment, Discussion, Message, Order
from guichet.invoicing.models import Filing, Invoice, OwnFetch
from guichet.invoicing.paper.render import render
from tests.cast import Company, Player
from tests.invoicing.paper.papers import paper
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order
from tests.web.browsing import browser_of, text_of
from tests.web.talking import say

pytestmark = pytest.mark.django_db
UNSETTLED = "No invoice yet:"


@pytest.fixture
def about(leroy: Channel) -> Discussion:
    """A discussion about an order that is here."""
    talk = say(leroy)
    if not talk.order_ref:
        talk.order_ref = "230411-88412-A"
        talk.save(update_fields=["order_ref"])
    read: Any = order(line(1, "89.90"))
    found = stored(leroy, read)
    found.marketplace_order_id = talk.order_ref
    found.save(update_fields=["marketplace_order_id"])
    return talk


def _panel(browser: Client, talk: Discussion) -> str:
    answer = browser.get(f"/d/{talk.pk}")
    found = re.search(r'<section class="papers".*?</section>', answer.content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def _words(part: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_why_there_is_no_invoice_and_how_to_upload_one(
    inside: Client, lumen: Company, about: Discussion
) -> None:
    part = _panel(inside, about)
    assert UNSETTLED in part
    assert "Make the invoice" not in part
    assert "Upload one that was made elsewhere" in part
    assert "Fetch from your own system" not in part


def test_the_invoice_is_made_filed_and_credited_from_the_panel(
    inside: Client, alice: Player, lumen: Company, about: Discussion
) -> None:
    configured(alice, lumen.store)
    part = _panel(inside, about)
    action = re.search(r'action="(/orders/[^"]+/invoice)"', part)
    after = re.search(r'name="next" value="([^"]+)"', part)
    assert action is not None
    assert after is not None
    answer = inside.post(action[1], {"next": after[1].replace("&amp;", "&")})
    assert answer["Location"].startswith(f"/d/{about.pk}")
    invoice = Invoice.objects.get()
    words = _words(_panel(inside, about))
    assert invoice.number in words
    assert "89.90" in words
    assert "Make the invoice" not in words
    file = re.search(r'href="(/[^"]+)" target="_blank" data-preview="pdf"', _panel(inside, about))
    assert file is not None
    given: Any = inside.get(file[1])
    assert b"".join(given.streaming_content).startswith(b"%PDF-")
    inside.post(f"/invoices/{invoice.pk}/file", {"next": f"/d/{about.pk}"})
    assert "Being filed with the order" in _panel(inside, about)
    Filing.objects.update(state="FAILED", error="the order is too old")
    part = _panel(inside, about)
    assert "Not filed: the order is too old" in _words(part)
    assert f'action="/invoices/{invoice.pk}/file"' in part
    Filing.objects.update(state="DONE", error="")
    part = _panel(inside, about)
    assert "Filed with the order" in part
    assert f'action="/invoices/{invoice.pk}/file"' not in part
    inside.post(f"/invoices/{invoice.pk}/credit", {"what": "rest", "key": "k1"})
    note = Invoice.objects.get(kind="CREDIT_NOTE")
    assert note.number in _words(_panel(inside, about))
    assert "Credit note" in _panel(inside, about)


def test_one_made_elsewhere_is_uploaded_from_the_panel(inside: Client, about: Discussion) -> None:
    order_id = Order.objects.get().pk
    file = SimpleUploadedFile("own.pdf", render(paper()), "application/pdf")
    form = {"number": "ERP-7", "file": file, "next": f"/d/{about.pk}"}
    assert inside.post(f"/orders/{order_id}/invoice/upload", form)["Location"] == f"/d/{about.pk}"
    words = _words(_panel(inside, about))
    assert "ERP-7" in words
    assert "Made elsewhere" in words
    empty = {"number": "ERP-8", "file": SimpleUploadedFile("x.pdf", b""), "next": f"/d/{about.pk}"}
    assert "empty" in inside.post(f"/orders/{order_id}/invoice/upload", empty, follow=True).content.decode()


def test_fetching_from_the_own_system_says_how_it_goes(
    inside: Client, alice: Player, lumen: Company, about: Discussion
) -> None:
    configured(alice, lumen.store, ownAddress="https://erp.example/{orderId}.pdf")
    assert "Fetch from your own system" in _panel(inside, about)
    inside.post(f"/orders/{Order.objects.get().pk}/invoice/fetch", {"next": f"/d/{about.pk}"})
    assert "Being fetched from your own system." in _panel(inside, about)
    OwnFetch.objects.update(state="FAILED", error="Your system has no invoice for this order (404).")
    part = _panel(inside, about)
    assert "Your own system: Your system has no invoice for this order (404)." in _words(part)
    assert "Fetch from your own system" in part


def test_readers_see_papers_and_no_button(
    rita: Player, alice: Player, lumen: Company, about: Discussion
) -> None:
    configured(alice, lumen.store)
    assert "<form" not in _panel(browser_of(rita), about)
    browser_of(alice).post(f"/orders/{Order.objects.get().pk}/invoice")
    part = _panel(browser_of(rita), about)
    assert Invoice.objects.get().number in part
    assert "<form" not in part
    assert "/credit" not in part


def _file(talk: Discussion, **changes: Any) -> Attachment:
    kept = store([b"bytes"], 100)
    whole = {"file_name": "photo.jpg", "content_type": "image/jpeg", "state": "STORED", **changes}
    return Attachment.objects.create(
        account_id=talk.account_id, discussion=talk, message=talk.messages.get(), digest=kept.digest,
        size_bytes=kept.size_bytes, **whole,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"state": "QUARANTINED", "error": quarantine_words("Eicar")}, "locked: the malware scanner found"),
        ({"looks_like": "application/zip"}, "The content is application/zip, not what the name says"),
        ({"looks_like": "application/octet-stream"}, "The content is not what the name says"),
        ({"error": NOT_SCANNED}, "takes no file of this size; it was not scanned"),
        ({"state": "WAITING", "error": SCANNER_DOWN}, "scanner does not answer"),
        ({"state": "WAITING", "attempts": 2, "error": "Leroy Merlin is busy."}, "tried again by itself"),
        ({"state": "FAILED", "error": "The file is larger than 100 MB."}, "The file is larger than 100 MB."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_it(
    inside: Client, talk: Discussion, row: dict[str, Any], said: str
) -> None:
    file = _file(talk, **row)
    answer = inside.get(f"/d/{talk.pk}")
    assert said in text_of(answer)
    given = f'href="/attached/{file.pk}"' in answer.content.decode()
    assert given is (file.state == "STORED")
    bytes_of_it: Any = inside.get(f"/attached/{file.pk}")
    assert bytes_of_it.status_code == (200 if given else 404)
    if given:
        assert b"".join(bytes_of_it.streaming_content) == b"bytes"


def test_an_edited_message_shows_its_earlier_words_on_demand(inside: Client, talk: Discussion) -> None:
    assert "msg__edits" not in inside.get(f"/d/{talk.pk}").content.decode()
    was = {"body": "Rappelez <b>moi</b>", "until": "2026-11-20T10:00:00+00:00"}
    Message.objects.update(edited_at=timezone.now(), earlier=[was])
    page = inside.get(f"/d/{talk.pk}").content.decode()
    assert '<details class="msg__edits">' in page
    assert "Rappelez &lt;b&gt;moi&lt;/b&gt;" in page
    assert "Until" in page
