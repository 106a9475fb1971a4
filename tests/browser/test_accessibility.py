"""axe finds nothing on any page, in its main states, in both themes, wide and narrow (WCAG 2.2 AA)."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import Page, expect

from guichet.accounts.models import Channel, Role
from guichet.inbox.files import store
from guichet.inbox.models import Attachment, Delivery, Discussion, MailState, RawMail, Unreadable
from guichet.invoicing.models import Invoice
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.browser.axe import Barriers
from tests.browser.conftest import Entering
from tests.browser.many import many
from tests.browser.sample import channel_row, fill
from tests.browser.test_live import LOOK, arrive, look
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order
from tests.web.browsing import browser_of
from tests.web.talking import answered, say
from tests.web.test_original import HOSTILE

pytestmark = [
    pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True), pytest.mark.timeout(240),
]  # fmt: skip
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180a4a3a1170000000049454e44ae426082"
)
NARROW = (390,)


# What axe finds inside the two editors that others wrote and that we only place. GraphiQL: input areas of
# CodeMirror without a name, the colours of its syntax. Voyager: buttons and a choice of Material UI without a
# name, the colours of its types, a heading out of order. Around them everything is ours and is looked at.
NOT_OURS = ("#graphiql > *", "#voyager > *")


def opened(barriers: Barriers, state: str, selector: str) -> None:
    """A menu, open; closed again afterwards."""
    barriers.page.locator(selector).first.click()
    barriers.glance(state)
    barriers.page.keyboard.press("Escape")


def test_the_list(entering: Entering, lumen: Company) -> None:
    page = entering("/", forgive="ERR_FAILED")
    barriers = Barriers(page)
    barriers.look("no marketplace yet")
    channels = fill([lumen.store, lumen.other_store])
    barriers.open("rows", "/")
    for name in ("Status", "Date"):
        opened(barriers, f"filter {name}", f".filters__chips summary:has-text('{name}')")
    opened(barriers, "stores", "details.stores summary")
    opened(barriers, "account", ".nav__foot summary")
    opened(barriers, "status menu", "#list [data-status-menu]")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    barriers.look("help")
    page.keyboard.press("Escape")
    arrive(channels[0], "new-1")
    look(page)
    expect(page.locator("#fresh")).to_be_visible()
    barriers.glance("new ones wait")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_contain_text("1 selected")
    barriers.glance("one selected")
    page.keyboard.press("e")
    expect(page.locator("#toasts")).to_contain_text("Solved")
    barriers.glance("solved, with undo")
    page.route("**/live?*", lambda route: route.abort())
    page.evaluate(LOOK)
    expect(page.locator("#lost")).to_be_visible()
    barriers.glance("connection lost")
    barriers.none()


def test_the_list_without_and_with_many(entering: Entering, lumen: Company) -> None:
    fill([lumen.store])
    page = entering("/?subject=zzzz")
    barriers = Barriers(page)
    barriers.look("no match")
    barriers.open("nothing here", "/?status=pending")
    barriers.open("save a view", "/views/new?subject=colis")
    one = Discussion.objects.first()
    assert one is not None
    barriers.open("change status", f"/d/{one.pk}/status")
    many(channel_row(lumen.other_store, "mirakl-leroymerlin", "2"))
    page.goto("/")
    page.keyboard.press("*")
    page.get_by_role("button", name="that match").click()
    barriers.glance("all that match selected")
    Discussion.objects.filter(marketplace_discussion_id__startswith="many-").delete()
    Channel.objects.update(health="BLOCKED", health_message="The key is not accepted.")
    barriers.open("marketplaces that fail", "/")
    expect(page.locator(".results .notice--bad").first).to_be_visible()
    barriers.none()


def talk_with_everything(lumen: Company, tmp_path: Path) -> Discussion:
    """A thread with a picture, an original, a failed and a queued answer."""
    talk = say(channel_row(lumen.store, "mirakl-leroymerlin"))
    talk.messages.update(original=HOSTILE)
    kept = store([PIXEL], 1000)
    Attachment.objects.create(
        account_id=talk.account_id, discussion=talk, message=talk.messages.get(), file_name="globe.png",
        content_type="image/png", size_bytes=kept.size_bytes, digest=kept.digest, state="STORED",
    )  # fmt: skip
    answered(talk, Delivery.FAILED, "The order is closed to messages.")
    answered(talk, Delivery.QUEUED, leaves_in=600)
    return talk


def test_a_conversation(entering: Entering, lumen: Company, tmp_path: Path) -> None:
    talk = talk_with_everything(lumen, tmp_path)
    say(talk.channel, "T2")
    page = entering(f"/d/{talk.pk}", forgive="422")
    barriers = Barriers(page)
    barriers.look("thread")
    opened(barriers, "more actions", ".conv__bar details summary")
    opened(barriers, "status menu", "#status")
    opened(barriers, "other ways to reply", ".composer details.menu summary")
    page.get_by_role("link", name="Show the original").click()
    expect(page.locator("iframe.msg__frame")).to_be_visible()
    barriers.glance("original")
    page.locator(".msg a[data-preview]").click()
    expect(page.locator("#preview")).to_be_visible()
    barriers.glance("preview")
    page.keyboard.press("Escape")
    page.get_by_label("More actions").click()
    page.get_by_role("link", name="Internal ticket ID").click()
    barriers.glance("ticket")
    page.keyboard.press("Escape")
    (tmp_path / "note.txt").write_text("note")
    (tmp_path / "empty.txt").write_text("")
    page.locator("#files").set_input_files([tmp_path / "note.txt", tmp_path / "empty.txt"])
    expect(page.locator("#chosen .file--bad")).to_contain_text("empty.txt is empty")
    page.get_by_role("button", name="Remove empty.txt").click()
    page.get_by_label("Reply, plain text").fill("Bonjour <b>Madame</b>")
    barriers.glance("written")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_be_focused()
    barriers.look("refused")
    barriers.open("order", f"/d/{talk.pk}#order", NARROW)
    barriers.none()


def test_marketplaces(
    entering: Entering, lumen: Company, channel: Channel, operator: MiraklOperator, server: RunningServer
) -> None:
    leroy = channel_row(lumen.other_store, "mirakl-leroymerlin")
    mail = channel_row(lumen.store, "amazon-de")
    Channel.objects.filter(pk=mail.pk).update(platform="AMAZON", inbound_address="amazon-de.k7@in.example")
    set_aside(leroy)
    page = entering("/marketplaces?q=boulanger", forgive="422")
    barriers = Barriers(page)
    barriers.look("one found")
    barriers.open("none found", "/marketplaces?q=zzzz")
    barriers.open("mine", "/marketplaces?show=active")
    opened(barriers, "actions", ".tbl details.menu summary")
    page.goto("/marketplaces?q=other")
    page.get_by_role("link", name="Add a Mirakl operator not listed").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Address of the marketplace").fill(server.url)
    dialog.get_by_label("API key", exact=True).fill("a-key-that-nobody-knows")
    dialog.get_by_role("button", name="Activate").click()
    expect(dialog.get_by_role("alert")).to_be_focused()
    barriers.look("activation refused, dialog")
    page.goto("/marketplaces/mirakl-other/activate")
    page.get_by_role("main").get_by_role("button", name="Activate").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    barriers.look("activation refused, page")
    barriers.open("activate Amazon", "/marketplaces/amazon-de/activate")
    barriers.open("channel", f"/channels/{channel.pk}")
    page.get_by_role("link", name="Credentials…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    barriers.look("credentials")
    barriers.open("channel by mail", f"/channels/{mail.pk}")
    barriers.open("unreadable", f"/channels/{leroy.pk}/unreadable")
    barriers.open("mails", f"/channels/{leroy.pk}/mails")
    barriers.none()


def set_aside(channel: Channel) -> None:
    """A payload that was not read and a mail that nobody vouches for."""
    of = {"account_id": channel.account_id, "channel": channel, "digest": b"d" * 32}
    Unreadable.objects.create(**of, body=b"{", why="The message has no date.")
    RawMail.objects.create(
        **of, body=b"Subject: hi", received_at=timezone.now(), state=MailState.ASIDE,
        why="Its DKIM signature does not hold.", sender="somebody@example.org", subject="Where is my lamp?",
    )  # fmt: skip


def test_invoices(entering: Entering, lumen: Company, alice: Player) -> None:
    page = entering("/invoices", forgive="422")
    barriers = Barriers(page)
    barriers.look("none issued")
    barriers.open("settings to fill in", f"/invoices/settings?store={lumen.store.pk}")
    page.locator("main form[method=post]").last.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    barriers.look("settings refused")
    configured(alice, lumen.store)
    sold = stored(channel_in(lumen.store), order(line(1, "89.90"), line(2, "8.90", 2)))
    browser_of(alice).post(f"/orders/{sold.pk}/invoice", {"next": "/invoices"})
    barriers.open("issued", "/invoices")
    barriers.open("settings", f"/invoices/settings?store={lumen.store.pk}")
    barriers.open("credit", f"/invoices/{Invoice.objects.get().pk}/credit")
    barriers.none()


def test_the_person_and_the_api(entering: Entering) -> None:
    page = entering("/settings/profile", forgive="422")
    barriers = Barriers(page, without=NOT_OURS)
    barriers.look("profile")
    page.locator("main form").last.get_by_role("button").last.click()
    barriers.look("password refused")
    barriers.open("people", "/settings/people")
    page.get_by_label("E-mail").fill("nina@example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("Pass this link on")).to_be_visible()
    barriers.look("invited, link shown")
    barriers.open("company", "/settings/company")
    barriers.open("playground", "/graphql/playground")
    barriers.open("schema", "/graphql/voyager")
    barriers.open("documents", "/help/api")
    barriers.open("audit", "/settings/audit")
    barriers.open("privacy", "/settings/privacy?preview=1")
    barriers.open("tokens", "/settings/tokens")
    page.locator("#name").fill("Ticket tool")
    page.locator("main form").last.get_by_role("button").last.click()
    barriers.glance("token shown")
    barriers.none()


def test_signing_in_and_errors(entering: Entering, lumen: Company) -> None:
    page = entering("/d/00000000-0000-7000-8000-000000000000", forgive="the server responded with")
    barriers = Barriers(page)
    barriers.look("not found")
    page.context.clear_cookies()
    barriers.open("sign in", "/sign-in")
    page.get_by_label("E-mail").fill("alice@example.com")
    page.get_by_label("Password", exact=True).fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    barriers.look("sign in refused")
    barriers.open("a link that is no more", "/f/nothing")
    for code in (400, 403, 500):
        failing(page, code)
        barriers.open(f"error {code}", f"/failing/{code}")
    barriers.none()


def failing(page: Page, code: int) -> None:
    """What a person sees when Guichet fails."""
    body = render_to_string(f"{code}.html")
    page.route(
        f"**/failing/{code}", lambda route: route.fulfill(status=code, content_type="text/html", body=body)
    )


def test_who_may_only_read(entering: Entering, lumen: Company, alice: Player) -> None:
    alice.member.role = Role.READER
    alice.member.save()
    talk = say(channel_row(lumen.store, "mirakl-leroymerlin"))
    barriers = Barriers(entering("/"))
    for path in ("/", f"/d/{talk.pk}", "/marketplaces", "/invoices"):
        barriers.open(f"reader, {path}", path)
    barriers.none()
