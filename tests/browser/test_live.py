"""A list that others work on too: rows change in place, new ones wait, a lost connection says so."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from guichet.accounts.models import Channel
from guichet.inbox.ingest.ingest import ingest_threads
from guichet.inbox.models import Delivery, Discussion, Message
from tests.browser.conftest import Entering
from tests.browser.sample import MATTERS, fill, thread_of
from tests.cast import Company
from tests.waiting import until

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]

# Pages ask every ten seconds; a tab that comes back asks at once.
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def arrive(channel: Channel, name: str) -> Discussion:
    """A new discussion, the newest of all."""
    matter = next(m for m in MATTERS if m.code == channel.marketplace)
    ingest_threads(channel, [thread_of(matter, name, -matter.last)])
    return Discussion.objects.get(marketplace_discussion_id=name)


def look(page: Page) -> None:
    """Let the page ask now, as it does when its tab is shown again, and wait for the answer."""
    with page.expect_response(re.compile(r"/live\?")):
        page.evaluate(LOOK)


def subjects(page: Page) -> list[str]:
    """Of the rows, from the top."""
    return page.locator("#list tbody .row__subj a").all_inner_texts()


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def test_what_arrives_waits_and_one_key_takes_it_in(entering: Entering, lumen: Company) -> None:
    channels = fill([lumen.store, lumen.other_store])
    page = entering("/")
    before = subjects(page)
    for _ in range(3):
        page.keyboard.press("j")
    here = focused(page)
    place = page.locator(f"#{here}").bounding_box()
    new = [arrive(channels[0], "new-1"), arrive(channels[1], "new-2")]
    look(page)
    expect(page.locator("#fresh")).to_be_visible()
    expect(page.locator("#fresh")).to_contain_text("2 new")
    expect(page.locator("#live")).to_have_text("2 new")
    assert subjects(page) == before
    assert focused(page) == here
    assert page.locator(f"#{here}").bounding_box() == place
    page.keyboard.press("j")
    moved = focused(page)
    page.keyboard.press(".")
    expect(page.locator("#list tbody tr")).to_have_count(14)
    assert set(subjects(page)[:2]) == {one.subject for one in new}
    assert subjects(page)[2:] == before
    assert focused(page) == moved
    expect(page.locator("#fresh")).to_be_hidden()
    expect(page.locator("#n-open")).to_have_text("14")
    expect(page.locator("#bar-totals")).to_have_text("14 discussions, 14 unread")


def test_a_row_in_view_changes_in_place(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    before = subjects(page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    here = focused(page)
    first, second = (page.locator(f"#list tbody tr:nth-child({n})") for n in (1, 2))
    ids = [row.get_attribute("data-id") or "" for row in (first, second)]
    Discussion.objects.filter(id=ids[0]).update(status="PENDING")
    Discussion.objects.filter(id=ids[1]).update(is_read=True)
    look(page)
    expect(first).to_have_attribute("data-status", "pending")
    expect(first).to_have_class(re.compile("is-elsewhere"))
    expect(second).not_to_have_class(re.compile("is-unread"))
    expect(first.get_by_role("checkbox")).to_be_checked()
    expect(page.locator("#bulk")).to_contain_text("1 selected")
    assert subjects(page) == before
    assert focused(page) == here
    page.keyboard.press("k")
    assert focused(page) == f"d-{ids[0]}"


def test_a_row_whose_menu_is_open_waits(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    first = page.locator("#list tbody tr:nth-child(1)")
    first.locator("[data-status-menu]").click()
    expect(page.locator("#status-pop")).to_be_visible()
    Discussion.objects.filter(id=first.get_attribute("data-id") or "").update(is_read=True)
    look(page)
    expect(page.locator("#n-unread")).to_have_text("11")
    expect(first).to_have_class(re.compile("is-unread"))
    page.keyboard.press("Escape")
    expect(first).not_to_have_class(re.compile("is-unread"))


def test_moving_by_keys_while_rows_arrive_never_moves_the_focus(entering: Entering, lumen: Company) -> None:
    channels = fill([lumen.store, lumen.other_store])
    page = entering("/")
    order = [f"d-{row.get_attribute('data-id')}" for row in page.locator("#list tbody tr").all()]
    for number in range(8):
        page.keyboard.press("j")
        arrive(channels[number % len(channels)], f"new-{number}")
        look(page)
        expect(page.locator("#fresh")).to_contain_text(f"{number + 1} new")
        assert focused(page) == order[number]


def test_a_hidden_tab_does_not_ask(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/")
    page.clock.install()
    page.reload()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/live?" in r.url else None)

    def has_asked() -> bool:
        page.wait_for_timeout(20)
        return bool(asked)

    page.clock.fast_forward(11_000)
    until(has_asked)
    hide = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s});" + LOOK
    page.evaluate(hide % "true")
    asked.clear()
    page.clock.fast_forward(120_000)
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.evaluate(hide % "false")
    page.clock.fast_forward(1_000)
    until(has_asked)


def test_a_lost_connection_says_so_and_goes_on(entering: Entering, lumen: Company) -> None:
    channels = fill([lumen.store, lumen.other_store])
    page = entering("/", forgive="ERR_FAILED")
    page.route("**/live?*", lambda route: route.abort())
    page.evaluate(LOOK)
    expect(page.locator("#lost")).to_contain_text("No connection to Guichet.")
    page.unroute("**/live?*")
    arrive(channels[0], "new-1")
    expect(page.locator("#lost")).to_have_count(0)
    expect(page.locator("#fresh")).to_contain_text("1 new")


def test_signed_out_elsewhere_says_so(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    page = entering("/", forgive="401")
    page.context.clear_cookies(name="guichet_session")
    look(page)
    expect(page.locator("#lost")).to_contain_text("You are signed out.")
    expect(page.locator("#list tbody tr")).to_have_count(12)


def test_a_filter_that_changes_forgets_what_waited(entering: Entering, lumen: Company) -> None:
    channels = fill([lumen.store, lumen.other_store])
    page = entering("/")
    arrive(channels[0], "new-1")
    look(page)
    expect(page.locator("#fresh")).to_contain_text("1 new")
    page.get_by_label("Subject", exact=True).fill("delai")
    expect(page.locator("#fresh")).to_be_hidden()
    expect(page.locator("#list tbody tr")).to_have_count(2)


def reply_to(one: Discussion, delivery: Delivery) -> Message:
    """A reply of ours."""
    return Message.objects.create(
        account_id=one.account_id, discussion=one, author_kind="MERCHANT", author_name="Alice",
        recipients=["CUSTOMER"], body="Bonjour à vous", sent_at=timezone.now(), delivery=delivery,
    )  # fmt: skip


def customer_says(one: Discussion, text: str) -> Message:
    """Another word of the customer."""
    return Message.objects.create(
        account_id=one.account_id, discussion=one, author_kind="CUSTOMER", author_name="Camille Renard",
        recipients=["MERCHANT"], body=text, sent_at=timezone.now() + timedelta(seconds=1),
    )  # fmt: skip


@pytest.fixture
def conversation(entering: Entering, lumen: Company) -> tuple[Page, Discussion]:
    """A conversation in view."""
    fill([lumen.store, lumen.other_store])
    one = Discussion.objects.get(participants__contains=[{"name": "Camille Renard"}])
    return entering(f"/d/{one.pk}"), one


def test_a_conversation_gets_its_new_messages_and_states(conversation: tuple[Page, Discussion]) -> None:
    page, one = conversation
    reply = reply_to(one, Delivery.SENDING)
    look(page)
    article = page.locator(f"#m-{reply.pk}")
    expect(article).to_contain_text("Sending")
    Message.objects.filter(id=reply.pk).update(delivery=Delivery.SENT)
    # A reply under way is asked for every two seconds, without any help.
    expect(article).to_contain_text("Sent")
    Discussion.objects.filter(id=one.pk).update(status="PENDING")
    look(page)
    expect(page.locator(".conv__bar .status--btn")).to_have_text(re.compile("Pending"))
    Message.objects.filter(id=reply.pk).delete()
    look(page)
    expect(article).to_have_count(0)


def test_who_writes_learns_of_a_new_message_and_keeps_the_text(
    conversation: tuple[Page, Discussion],
) -> None:
    page, one = conversation
    page.keyboard.press("r")
    page.keyboard.type("Bonjour Camille, ")
    said = customer_says(one, "C’est encore moi.")
    look(page)
    expect(page.locator(f"#m-{said.pk}")).to_contain_text("C’est encore moi.")
    expect(page.locator("#composer-news")).to_contain_text("A new message arrived while you write.")
    expect(page.locator("[data-composer] textarea")).to_be_focused()
    page.keyboard.type("voici.")
    expect(page.locator("[data-composer] textarea")).to_have_value("Bonjour Camille, voici.")
