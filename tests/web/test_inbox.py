"""The list: its views, filters, order, pages and empty states."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Discussion
from tests.browser.sample import MATTERS, fill
from tests.cast import Company, Player
from tests.web.browsing import Answer, attributes, browser_of, subjects, text_of
from tests.web.talking import answered

pytestmark = pytest.mark.django_db


def test_open_discussions_come_newest_first(inside: Client, shop: list[Channel]) -> None:
    answer = inside.get("/")
    newest = Discussion.objects.filter(status="OPEN").order_by("-last_message_at", "-id")
    assert subjects(answer) == list(newest.values_list("subject", flat=True))
    assert "Open 12 discussions, 12 unread" in text_of(answer)
    assert "(12) Open · Guichet" in text_of(answer)


def test_one_click_brings_the_nearest_deadline_first(inside: Client, shop: list[Channel]) -> None:
    wanted = [m.subject for m in sorted((m for m in MATTERS if m.due), key=lambda m: m.due or timedelta())]
    assert subjects(inside.get("/?sort=due"))[: len(wanted)] == wanted


def test_a_row_tells_all_that_the_list_promises(inside: Client, shop: list[Channel]) -> None:
    row = text_of(inside.get("/?subject=tornillo"))
    for word in ("Marisol Etxebarria , unread", "Falta el tornillo del soporte", "tres tornillos",
                 "Order CF-88120-4417-A",
                 "Carrefour Spain", "25 min late"):  # fmt: skip
        assert word in row


def test_solved_ones_are_in_their_own_view_and_in_all(inside: Client, shop: list[Channel]) -> None:
    Discussion.objects.filter(subject__startswith="Lampe").update(status="SOLVED", is_read=True)
    assert subjects(inside.get("/?status=solved")) == ["Lampe flackert nach zwei Tagen"]
    assert len(subjects(inside.get("/"))) == 11
    assert len(subjects(inside.get("/?status=all"))) == 12
    assert len(subjects(inside.get("/?status=solved&status=open"))) == 12
    assert "Lampe flackert nach zwei Tagen" not in subjects(inside.get("/?read=unread&status=all"))


def test_overdue_holds_the_late_ones_alone_and_the_menu_counts_the_same(
    inside: Client, shop: list[Channel]
) -> None:
    answer = inside.get("/?due=late")
    assert len(subjects(answer)) == 3
    assert "Overdue 3 discussions" in text_of(answer)
    assert '<span class="nav__count nav__count--bad" id="n-overdue">3</span>' in answer.content.decode()


def test_unanswered_and_not_sent(inside: Client, shop: list[Channel]) -> None:
    waiting = sum(m.due is not None for m in MATTERS)
    assert len(subjects(inside.get("/?unanswered=1"))) == waiting
    assert subjects(inside.get("/?delivery=failed")) == []
    answered(Discussion.objects.get(subject__startswith="Color"), Delivery.FAILED, "It was refused.")
    assert subjects(inside.get("/?delivery=failed")) == ["Color distinto al de la foto"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=7XK2QPL4M9T", "Réclamation 7741 : délai dépassé"),
        ("participant=lefevre", "Colis marqué livré mais rien reçu"),
        ("subject=DELAI", "Réclamation 7741 : délai dépassé"),
        ("q=abuhardillado", "¿Sirve para techo inclinado?"),
        ("type=product", "¿Sirve para techo inclinado?"),
        ("marketplace=mirakl-manor", "Delleverans, saknar två av sex"),
    ],
)
def test_every_filter_is_in_the_address(inside: Client, shop: list[Channel], query: str, found: str) -> None:
    assert found in subjects(inside.get(f"/?{query}"))
    assert len(subjects(inside.get(f"/?{query}"))) < 3


def test_what_was_searched_stays_in_the_form(inside: Client, shop: list[Channel]) -> None:
    answer = inside.get('/?subject="><script>&type=order')
    assert attributes(answer, "value", 'name="subject"') == ['"><script>']
    assert 'value="order" checked' in answer.content.decode()


def test_a_store_is_a_filter_and_another_account_s_is_not_there(
    inside: Client, shop: list[Channel], lumen: Company, bob: Player
) -> None:
    answer = inside.get(f"/?store={lumen.store.pk}")
    assert 0 < len(subjects(answer)) < 12
    assert "list--one-store" in answer.content.decode()
    elsewhere = bob.member.account.stores.first()
    assert elsewhere is not None
    assert inside.get(f"/?store={elsewhere.pk}").status_code == 404


def test_whoever_sees_one_store_sees_one_store(charlie: Player, shop: list[Channel], lumen: Company) -> None:
    wanted = Discussion.objects.filter(store=lumen.other_store).count()
    answer = browser_of(charlie).get("/")
    assert len(subjects(answer)) == wanted
    assert lumen.store.name not in text_of(answer).replace(lumen.other_store.name, "")


def test_other_accounts_see_nothing(bob: Player, shop: list[Channel]) -> None:
    answer = browser_of(bob).get("/?status=all")
    assert subjects(answer) == []
    assert "No marketplace yet" in text_of(answer)


def test_older_pages_by_cursor_hold_every_discussion_once(inside: Client, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store], copies=10)
    path, pages = "/", []
    while path:
        answer = inside.get(path)
        pages.append(attributes(answer, "data-id", 'class="row'))
        path = next(iter(attributes(answer, "href", "data-older")), "")
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({key for page in pages for key in page}) == 120
    assert "101–120 of 120" in text_of(answer)
    back = inside.get(attributes(answer, "href", "data-newer")[0])
    assert attributes(back, "data-id", 'class="row') == pages[1]
    assert "51–100 of 120" in text_of(back)
    assert attributes(back, "href", "data-newer") == ["/"]


@pytest.mark.parametrize("sort", ["due", "-last"])
def test_one_page_back_in_every_order(inside: Client, lumen: Company, sort: str) -> None:
    fill([lumen.store, lumen.other_store], copies=14)
    pages, path = [], f"/?status=all&sort={sort}"
    while path:
        answer = inside.get(path)
        pages.append(attributes(answer, "data-id", 'class="row'))
        path = next(iter(attributes(answer, "href", "data-older")), "")
    assert len(pages) == 4
    assert len({key for page in pages for key in page}) == 168
    for page in reversed(pages[:-1]):
        answer = inside.get(attributes(answer, "href", "data-newer")[0])
        assert attributes(answer, "data-id", 'class="row') == page


def test_going_back_over_rows_that_left_ends_on_the_first_page(inside: Client, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store], copies=14)
    third = inside.get(_older(inside.get(_older(inside.get("/")))))
    back = attributes(third, "href", "data-newer")[0]
    gone = Discussion.objects.order_by("-last_message_at", "-id").values_list("id", flat=True)[:60]
    Discussion.objects.filter(id__in=list(gone)).update(status="SOLVED")
    answer = inside.get(back)
    assert "1–50 of 108" in text_of(answer)
    assert attributes(answer, "href", "data-newer") == []


def _older(answer: Answer) -> str:
    return attributes(answer, "href", "data-older")[0]


def test_a_search_that_takes_too_long_is_told_and_left(
    inside: Client, shop: list[Channel], monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    monkeypatch.setattr("guichet.inbox.queries.patience.SECONDS", 0.05)
    monkeypatch.setattr("guichet.inbox.queries.discussion_list.search", endless)
    answer = inside.get("/?status=open&q=%C2%A7", follow=True)
    assert answer.redirect_chain == [("/?status=open", 302)]
    assert "This search takes too long: type more letters." in text_of(answer)
    assert len(subjects(answer)) == 12


def test_a_cursor_of_another_list_leads_to_the_first_page(inside: Client, shop: list[Channel]) -> None:
    answer = inside.get("/?status=pending&after=nonsense&seen=50")
    assert answer["Location"] == "/?status=pending"


def test_times_are_in_the_reader_s_zone(
    inside: Client, alice: Player, leroy: Channel, talk: Discussion
) -> None:
    moment = timezone.now()
    Discussion.objects.update(last_message_at=moment)
    inside.cookies["tz"] = "Asia/Tokyo"
    assert f"{moment.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in text_of(inside.get("/"))
    alice.person.time_zone = "America/Lima"
    alice.person.save()
    assert f"{moment.astimezone(ZoneInfo('America/Lima')):%H:%M}" in text_of(inside.get("/"))


# ── Empty ───────────────────────────────────────────────────────────────────


def test_without_a_marketplace_the_next_step_is_to_choose_one(inside: Client, rita: Player) -> None:
    answer = inside.get("/")
    assert "No marketplace yet" in text_of(answer)
    assert attributes(answer, "href", "btn--primary") == ["/marketplaces"]
    assert "an owner or manager" in text_of(browser_of(rita).get("/"))


def test_the_first_synchronisation_shows_how_far_it_is(inside: Client, leroy: Channel) -> None:
    now = timezone.now()
    leroy.created_at, leroy.backfill_since, leroy.backfill_reached = (
        now, now - timedelta(days=90), now - timedelta(days=45),
    )  # fmt: skip
    leroy.backfill_done_at = None
    leroy.save()
    answer = inside.get("/")
    assert "Messages are on their way" in text_of(answer)
    assert '<progress id="progress-1" max="100" value="50">' in answer.content.decode()


def test_no_match_counts_what_other_statuses_hold(inside: Client, shop: list[Channel]) -> None:
    Discussion.objects.filter(subject__startswith="Lampe").update(status="SOLVED")
    answer = inside.get("/?subject=lampe")
    assert "No discussion matches" in text_of(answer)
    assert "Status Open, subject contains “lampe”. 1 matches in other statuses." in text_of(answer)
    wider = next(link for link in attributes(answer, "href", 'class="btn"') if "subject=lampe" in link)
    assert subjects(inside.get(wider)) == ["Lampe flackert nach zwei Tagen"]


def test_an_empty_view_says_where_else_to_look(inside: Client, shop: list[Channel]) -> None:
    assert "Nothing closed" in text_of(inside.get("/?status=closed"))


def test_a_marketplace_in_trouble_is_said_above_the_list(inside: Client, shop: list[Channel]) -> None:
    Channel.objects.filter(marketplace="mirakl-manor").update(
        health="BLOCKED", health_message="Manor refused this key. Make a new one."
    )
    answer = text_of(inside.get("/"))
    assert "Manor refused this key. Make a new one. Show it" in answer
    assert "1 needs attention" in answer


def test_a_span_of_days_is_in_the_readers_zone_and_includes_both_ends(
    inside: Client, shop: list[Channel]
) -> None:
    inside.cookies["tz"] = "Europe/Paris"
    one = Discussion.objects.order_by("id").first()
    assert one is not None
    Discussion.objects.filter(id=one.pk).update(last_message_at="2026-03-14T23:30:00+00:00")
    assert subjects(inside.get("/?from=2026-03-15&to=2026-03-15")) == [one.subject]
    assert subjects(inside.get("/?from=2026-03-14&to=2026-03-14")) == []
    assert one.subject not in subjects(inside.get("/?from=2026-03-16"))
    page = inside.get("/?from=2026-03-15&to=2026-03-16")
    assert "Date 15 Mar to 16 Mar" in text_of(page)
    assert len(subjects(inside.get("/?from=yesterday&to=0000-01-01"))) == 12
