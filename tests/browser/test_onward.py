"""Working through a list of conversations in a real browser."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from guichet.inbox.files import store
from guichet.inbox.models import Attachment, Delivery, Discussion, Message
from tests.browser.conftest import Entering
from tests.browser.sample import channel_row
from tests.cast import Company
from tests.web.talking import answered, say
from tests.web.test_original import HOSTILE

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180a4a3a1170000000049454e44ae426082"
)


@pytest.fixture
def five(lumen: Company) -> list[Discussion]:
    """Newest first."""
    channel, now = channel_row(lumen.store, "mirakl-leroymerlin"), timezone.now()
    talks = [say(channel, f"T{i}") for i in range(5)]
    for i, talk in enumerate(talks):
        moved = Discussion.objects.filter(pk=talk.pk)
        moved.update(last_message_at=now - timedelta(hours=i), subject=f"Sujet {i}")
    return talks


def title(page: Page, number: int) -> None:
    """Which conversation is open."""
    expect(page.locator(".conv__bar h1")).to_have_text(f"Sujet {number}")


def test_solving_opens_the_next_and_comes_back_undone(entering: Entering, five: list[Discussion]) -> None:
    page = entering("/")
    page.get_by_role("link", name="Sujet 1").click()
    expect(page.locator("#neighbours [data-place]")).to_have_text("2 of 5")
    page.keyboard.press("j")
    title(page, 2)
    page.keyboard.press("k")
    title(page, 1)
    page.keyboard.press("e")
    title(page, 2)
    expect(page.locator("#toasts")).to_contain_text("Solved: Sujet 1")
    five[1].refresh_from_db()
    assert five[1].status == "SOLVED"
    page.keyboard.press("z")
    title(page, 1)
    expect(page.locator("#status")).to_have_text("Open")
    five[1].refresh_from_db()
    assert five[1].status == "OPEN"


def test_reply_and_solve_goes_on_and_its_reply_can_be_taken_back(
    entering: Entering, five: list[Discussion]
) -> None:
    page = entering(f"/d/{five[1].pk}")
    page.keyboard.press("r")
    page.keyboard.type("Voilà.")
    page.keyboard.press("Control+Shift+Enter")
    title(page, 2)
    expect(page.locator("#left")).to_contain_text("Leaves in")
    page.keyboard.press("z")
    title(page, 1)
    expect(page.get_by_label("Reply, plain text")).to_have_value("Voilà.")
    assert not Message.objects.filter(delivery=Delivery.QUEUED).exists()


def test_send_now(entering: Entering, five: list[Discussion]) -> None:
    page = entering(f"/d/{five[0].pk}")
    page.get_by_label("Reply, plain text").fill("Vite")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("article.msg--queued")).to_contain_text("Queued")
    reply = five[0].messages.get(delivery=Delivery.QUEUED)
    assert reply.leaves_at is not None
    assert reply.leaves_at <= timezone.now()


def test_a_hostile_original_asks_nobody_for_anything(entering: Entering, five: list[Discussion]) -> None:
    five[0].messages.update(original=HOSTILE)
    page = entering(f"/d/{five[0].pk}")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.get_by_role("link", name="Show the original").click()
    frame = page.frame_locator("iframe.msg__frame")
    expect(frame.locator("body")).to_contain_text("Bonjour Madame")
    expect(frame.locator("script, img, a, form, iframe, svg, object, meta[http-equiv]")).to_have_count(0)
    expect(page.locator(".msg__original")).to_contain_text("2 pictures are not loaded")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "evil" in url] == []
    assert page.locator("iframe.msg__frame").get_attribute("sandbox") == ""


def test_a_picture_opens_over_the_conversation(
    entering: Entering, five: list[Discussion], settings: object, tmp_path: Path
) -> None:
    kept = store([PIXEL], 1000)
    Attachment.objects.create(
        account_id=five[0].account_id, discussion=five[0], message=five[0].messages.get(),
        file_name="globe.png", content_type="image/png", size_bytes=kept.size_bytes, digest=kept.digest,
        state="STORED",
    )  # fmt: skip
    page = entering(f"/d/{five[0].pk}")
    page.locator(".msg a[data-preview]").click()
    expect(page.locator("#preview")).to_be_visible()
    expect(page.locator("#preview img")).to_have_js_property("naturalWidth", 1)
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()
    expect(page.locator(".msg a[data-preview]")).to_be_focused()


def test_a_long_thread_opens_at_what_is_new_and_grows_upwards(
    entering: Entering, five: list[Discussion]
) -> None:
    talk, now = five[0], timezone.now()
    many = [
        Message(
            account_id=talk.account_id, discussion=talk, author_kind="CUSTOMER", author_name="Camille",
            body=f"Mot {i}\n\n\n.", sent_at=now - timedelta(minutes=200 - i),
        )
        for i in range(150)
    ]  # fmt: skip
    Message.objects.bulk_create(many)
    page = entering(f"/d/{talk.pk}")
    expect(page.locator("article.msg")).to_have_count(50)
    at_end = "() => Math.ceil(innerHeight + scrollY) >= document.documentElement.scrollHeight - 2"
    page.wait_for_function(at_end)
    page.locator("[data-earlier]").click()
    expect(page.locator("article.msg")).to_have_count(100)
    # Each day is named once, as soon as the two parts are joined.
    days = "[...document.querySelectorAll('.day[data-day]')].map(one => one.dataset.day)"
    page.wait_for_function(f"() => {{ const days = {days}; return days.length === new Set(days).size; }}")
    for i in range(12):
        Message.objects.create(
            account_id=talk.account_id, discussion=talk, author_kind="CUSTOMER", author_name="Camille",
            body=f"Neuf {i}\n\n\n\n.", sent_at=timezone.now(),
        )  # fmt: skip
    page.goto(f"/d/{talk.pk}")
    expect(page.locator("#new")).to_be_in_viewport()


def test_it_prints_with_its_order_and_without_its_tools(entering: Entering, five: list[Discussion]) -> None:
    page = entering(f"/d/{five[0].pk}", width=800)
    page.emulate_media(media="print")
    expect(page.locator("#order")).to_be_visible()
    expect(page.locator(".composer")).to_be_hidden()
    expect(page.locator(".nav")).to_be_hidden()
    expect(page.locator(".conv__bar h1")).to_be_visible()


def test_without_a_script_it_leads_on_and_keeps_a_draft(entering: Entering, five: list[Discussion]) -> None:
    page = entering(f"/d/{five[1].pk}", script=False)
    page.get_by_label("Reply, plain text").fill("Sans script")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Reply, plain text")).to_have_value("Sans script")
    page.get_by_role("button", name=re.compile("^Solve")).click()
    title(page, 2)
    five[1].refresh_from_db()
    assert five[1].status == "SOLVED"
    page.get_by_label("Previous conversation").click()
    title(page, 0)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_has_no_barriers(entering: Entering, five: list[Discussion], width: int) -> None:
    talk = five[1]
    talk.messages.update(original=HOSTILE)
    answered(talk, Delivery.FAILED, "The order is closed to messages.")
    answered(talk, Delivery.QUEUED, leaves_in=60)
    page = entering(f"/d/{talk.pk}", width=width)
    page.get_by_role("link", name="Show the original").click()
    expect(page.locator("iframe.msg__frame")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
