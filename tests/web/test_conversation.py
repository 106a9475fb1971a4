"""The page of one conversation."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Attachment, Delivery, Discussion, Order
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of
from tests.web.talking import CAMILLE, answered, say

pytestmark = pytest.mark.django_db


def test_the_thread_says_who_spoke_to_whom_and_when(inside: Client, talk: Discussion) -> None:
    words = text_of(inside.get(f"/d/{talk.pk}"))
    for said in ("Verre cassé à la réception", "Leroy Merlin Order", "Started by Camille Renard, customer",
                 "Reply due in 50 min", "Camille Renard Customer, to Atelier Lumen FR", "Today"):  # fmt: skip
        assert said in words


def test_customers_words_are_escaped_and_repetition_is_folded(inside: Client, talk: Discussion) -> None:
    page = inside.get(f"/d/{talk.pk}").content.decode()
    assert "le globe est fendu &lt;b&gt;ici&lt;/b&gt;." in page
    assert '<div class="msg__body" dir="auto">Bonjour,' in page
    assert "<summary>Show what it repeats</summary>Le lun. 23 nov." in page


def test_a_person_who_opens_it_has_read_it(inside: Client, talk: Discussion) -> None:
    inside.head(f"/d/{talk.pk}")
    inside.get(f"/d/{talk.pk}", headers={"Sec-Purpose": "prefetch"})
    talk.refresh_from_db()
    assert not talk.is_read
    inside.get(f"/d/{talk.pk}")
    talk.refresh_from_db()
    assert talk.is_read


def test_a_reader_reads_without_changing_anything(rita: Player, talk: Discussion) -> None:
    answer = browser_of(rita).get(f"/d/{talk.pk}")
    talk.refresh_from_db()
    assert (answer.status_code, talk.is_read) == (200, False)
    assert "Your role may only read." in text_of(answer)
    assert "<textarea" not in answer.content.decode()


def test_the_way_back_is_the_list_that_led_here(inside: Client, talk: Discussion) -> None:
    answer = inside.get(f"/d/{talk.pk}?status=pending&subject=verre")
    assert attributes(answer, "href", "data-back") == [f"/?status=pending&subject=verre#d-{talk.pk}"]
    assert attributes(answer, "aria-label", "data-back") == ["Back to Pending"]


@pytest.mark.parametrize("rest", ["", "/status", "/ticket"])
def test_another_account_s_discussion_is_not_there(bob: Player, talk: Discussion, rest: str) -> None:
    answer = browser_of(bob).get(f"/d/{talk.pk}{rest}")
    assert answer.status_code == 404
    assert "There is no such discussion, or you may not see it." in text_of(answer)
    assert "Camille" not in text_of(answer)


@pytest.mark.parametrize("action", ["reply", "resync", "ticket"])
def test_nor_can_anything_be_done_to_it(bob: Player, talk: Discussion, action: str) -> None:
    form = {"body": "Bonjour", "to": "CUSTOMER", "key": "k", "ticket": "X"}
    assert browser_of(bob).post(f"/d/{talk.pk}/{action}", form).status_code == 404
    talk.refresh_from_db()
    assert talk.merchant_discussion_id is None
    assert talk.messages.count() == 1


def test_a_discussion_of_another_store_is_not_there(charlie: Player, talk: Discussion) -> None:
    assert browser_of(charlie).get(f"/d/{talk.pk}").status_code == 404


def test_unknown_discussions_are_404(inside: Client) -> None:
    assert inside.get(f"/d/{uuid.uuid4()}").status_code == 404


@pytest.mark.parametrize(
    ("delivery", "leaves_in", "words"),
    [
        (Delivery.QUEUED, 30, r"Leaves in (2\d|30) s Undo"),
        (Delivery.QUEUED, 0, "Queued Undo"),
        (Delivery.SENDING, 0, "Sending"),
        (Delivery.CHECKING, 0, "Checking whether it arrived"),
        (Delivery.SENT, 0, "Sent "),
        (Delivery.CONFIRMED, 0, "seen on Leroy Merlin"),
        (Delivery.FAILED, 0, "Not sent. The order is closed to messages. Retry Edit"),
    ],
)
def test_every_delivery_state_has_its_words(
    inside: Client, talk: Discussion, delivery: Delivery, leaves_in: int, words: str
) -> None:
    answered(talk, delivery, "The order is closed to messages.", leaves_in)
    answer = inside.get(f"/d/{talk.pk}")
    assert re.search(words, text_of(answer))
    polls = [tag for tag in re.findall(r"<article[^>]+>", answer.content.decode()) if "data-under-way" in tag]
    is_moving = delivery in (Delivery.QUEUED, Delivery.SENDING, Delivery.CHECKING)
    assert len(polls) == is_moving


def test_the_order_stands_beside_it(inside: Client, talk: Discussion) -> None:
    address = {
        "name": "Camille Renard",
        "lines": ["12 rue de l’Exemple"],
        "postal_code": "69003",
        "city": "Lyon",
        "country_code": "FR",
    }
    line = {
        "title": "Suspension Orme",
        "quantity": 2,
        "sku": "LUM-30",
        "unit_price": "44.95",
        "total": "89.90",
    }
    Order.objects.update(
        state="SHIPPED", placed_at=datetime(2026, 11, 16, 19, 44, tzinfo=UTC), total="113.60", currency="EUR",
        customer_name="Camille Renard", url="https://back.example/order", fetched_at=timezone.now(),
        data={
            "lines": [line | {"taxes": [{"code": "VAT", "amount": "14.98"}]}],
            "shipping_total": "5.90", "prices_include_tax": True, "payment": "Card", "carrier": "Colissimo",
            "tracking_number": "XY 1", "tracking_url": "javascript:alert(1)",
            "shipped_at": "2026-11-18T08:00:00+00:00",
            "shipping_address": address, "billing_address": address,
        },
    )  # fmt: skip
    answer = inside.get(f"/d/{talk.pk}")
    words = text_of(answer)
    for said in ("Status Shipped", "Ordered 16 Nov 2026, 20:44", "Shipped 18 Nov 2026, 09:00",
                 "Tracking Colissimo XY 1",
                 "2 × Suspension Orme €89.90 LUM-30, €44.95 each", "Shipping €5.90",
                 "Total €113.60", "of which tax €14.98",
                 "69003 Lyon, France", "same as delivery"):  # fmt: skip
        assert said in words
    assert "https://back.example/order" in attributes(answer, "href")
    assert "javascript:alert(1)" not in answer.content.decode()


def test_an_order_that_is_not_here_yet_is_said(inside: Client, talk: Discussion) -> None:
    assert "The order is not here yet. Leroy Merlin is asked for it" in text_of(inside.get(f"/d/{talk.pk}"))


def test_files_are_linked_once_they_are_here(inside: Client, talk: Discussion) -> None:
    first = talk.messages.get()
    common = {"account_id": talk.account_id, "discussion": talk, "message": first, "size_bytes": 1_800_000}
    Attachment.objects.create(**common, file_name="globe.jpg", state="STORED", digest="a" * 64)
    Attachment.objects.create(**common, file_name="later.jpg", state="WAITING")
    Attachment.objects.create(**common, file_name="lost.jpg", state="FAILED")
    answer = inside.get(f"/d/{talk.pk}")
    words = text_of(answer)
    assert "globe.jpg 1.8 MB" in words
    assert "later.jpg being fetched" in words
    assert "lost.jpg gone at the marketplace" in words
    assert len([link for link in attributes(answer, "href") if link.startswith("/attached/")]) == 2


def test_recipients_are_those_the_discussion_takes(inside: Client, leroy: Channel) -> None:
    both, customer, nobody = say(leroy, "A"), say(leroy, "B", (CAMILLE,)), say(leroy, "C", ())
    answer = inside.get(f"/d/{both.pk}")
    assert attributes(answer, "value", 'type="radio"') == ["CUSTOMER", "BOTH", "MARKETPLACE"]
    answer = inside.get(f"/d/{customer.pk}")
    assert attributes(answer, "value", 'name="to"') == ["CUSTOMER"]
    assert 'type="radio"' not in answer.content.decode()
    assert "Leroy Merlin takes no answer in this discussion." in text_of(inside.get(f"/d/{nobody.pk}"))


def test_a_marketplace_that_is_off_takes_no_answer(inside: Client, talk: Discussion, leroy: Channel) -> None:
    Channel.objects.update(is_enabled=False)
    assert "Leroy Merlin is switched off for this store." in text_of(inside.get(f"/d/{talk.pk}"))
    answer = inside.post(f"/d/{talk.pk}/resync", {"next": f"/d/{talk.pk}"}, follow=True)
    assert "switched off for the store; switch it on to synchronise." in text_of(answer)


def test_resync_asks_and_tells_what_came_of_it(inside: Client, talk: Discussion) -> None:
    Discussion.objects.update(last_sync_at=timezone.now() - timedelta(hours=1))
    answer = inside.post(f"/d/{talk.pk}/resync", {"next": f"/d/{talk.pk}?status=all"})
    assert re.fullmatch(rf"/d/{talk.pk}\?status=all&asked=[\d.]+", answer["Location"])
    page = inside.get(answer["Location"])
    assert "Asking the marketplace" in text_of(page)
    assert "asked=" not in attributes(page, "value", 'name="from"')[0]
    watch = attributes(page, "hx-get", 'id="synced"')[0]
    assert "Asking the marketplace" in text_of(inside.get(watch))
    Discussion.objects.update(last_sync_at=timezone.now())
    found = inside.get(watch)
    assert text_of(found) == "Synced just now"
    assert attributes(found, "hx-get") == []


def test_resync_says_why_nothing_comes(inside: Client, talk: Discussion, leroy: Channel, bob: Player) -> None:
    Discussion.objects.update(last_sync_at=timezone.now() - timedelta(hours=1))
    late = (timezone.now() - timedelta(minutes=3)).timestamp()
    assert "has not answered yet" in text_of(inside.get(f"/d/{talk.pk}/synced?asked={late}"))
    Channel.objects.update(health="BLOCKED", health_message="The key is refused.")
    assert "Not synced. The key is refused." in text_of(inside.get(f"/d/{talk.pk}/synced?asked={late}"))
    for asked in ("nan", "1e300", "", "yesterday", "12"):
        assert text_of(inside.get(f"/d/{talk.pk}/synced?asked={asked}")).startswith("Synced ")
        assert inside.get(f"/d/{talk.pk}?asked={asked}").status_code == 200
    assert browser_of(bob).get(f"/d/{talk.pk}/synced").status_code == 404


def test_the_ticket_id_is_stored_shown_and_unique(inside: Client, talk: Discussion, leroy: Channel) -> None:
    assert inside.post(f"/d/{talk.pk}/ticket", {"ticket": "ZD-48213"})["Location"] == f"/d/{talk.pk}"
    assert "ZD-48213" in text_of(inside.get(f"/d/{talk.pk}"))
    other = say(leroy, "T2")
    answer = inside.post(f"/d/{other.pk}/ticket", {"ticket": "ZD-48213"})
    assert answer.status_code == 422
    assert "Another discussion already carries the ticket id ZD-48213" in text_of(answer)
    assert attributes(answer, "value", 'id="tid"') == ["ZD-48213"]


def test_messages_that_are_still_to_come_are_said(inside: Client, talk: Discussion) -> None:
    Discussion.objects.update(marketplace_message_count=talk.message_count + 3)
    assert "3 more messages of this discussion still to be read" in text_of(inside.get(f"/d/{talk.pk}"))


def test_days_stand_between_messages(inside: Client, talk: Discussion) -> None:
    talk.messages.update(sent_at=timezone.now() - timedelta(days=1))
    answered(talk, Delivery.SENT)
    assert attributes(inside.get(f"/d/{talk.pk}"), "class", 'class="day"') == ["day", "day"]
    assert "Yesterday" in text_of(inside.get(f"/d/{talk.pk}"))
