"""Dates, money, deadlines, tiles and folded quotations, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from guichet.web import moments
from guichet.web.conversation.quote import folded
from guichet.web.due import due_in
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.money import count, length, money, size

NOW = datetime(2026, 11, 23, 8, 48, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_paris() -> object:
    with timezone.override("Europe/Paris"):
        yield


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(minutes=17), "09:31"),
        (timedelta(hours=10), "Sun"),
        (timedelta(days=6), "Tue"),
        (timedelta(days=7), "16 Nov"),
        (timedelta(days=400), "19 Oct 2025"),
        (-timedelta(days=1), "24 Nov"),
    ],
)
def test_the_list_says_time_then_weekday_then_date(back: timedelta, words: str) -> None:
    assert moments.in_list(NOW - back, NOW) == words


def test_other_times() -> None:
    assert moments.exact(NOW) == "23 November 2026, 09:48:10 CET"
    assert moments.short(NOW) == "23 Nov 2026, 09:48"
    assert moments.ago(NOW - timedelta(seconds=20), NOW) == "just now"
    assert moments.ago(NOW - timedelta(minutes=5), NOW) == "5 min ago"
    assert moments.ago(NOW - timedelta(hours=1), NOW) == "today 08:48"
    assert moments.ago(NOW - timedelta(days=1), NOW) == "22 Nov, 09:48"
    assert moments.ahead(NOW + timedelta(seconds=40), NOW) == "in 40 s"
    assert moments.ahead(NOW + timedelta(minutes=4), NOW) == "in 4 min"
    assert moments.ahead(NOW + timedelta(hours=2), NOW) == "at 11:48"
    assert moments.ahead(NOW, NOW) == "now"
    assert moments.day_title(NOW.date() - timedelta(days=2), NOW.date()) == "Saturday, 21 November"


@pytest.mark.parametrize(
    ("left", "level", "text"),
    [
        (timedelta(hours=-2), "late", "2 h late"),
        (timedelta(minutes=-25), "late", "25 min late"),
        (timedelta(days=-3), "late", "3 d late"),
        (timedelta(minutes=50), "soon", "50 min"),
        (timedelta(minutes=100), "soon", "1 h 40"),
        (timedelta(hours=2), "soon", "2 h"),
        (timedelta(hours=3), "", "3 h"),
        (timedelta(days=4), "", "4 d"),
    ],
)
def test_due(left: timedelta, level: str, text: str) -> None:
    due = due_in(NOW + left, NOW)
    assert due is not None
    assert (due.level, due.text) == (level, text)


def test_no_limit_is_no_chip() -> None:
    assert due_in(None, NOW) is None


def test_money_sizes_and_counts() -> None:
    assert money("1234.5", "EUR") == "€1,234.50"
    assert money(None, "EUR") == money("not money", "EUR") == ""
    assert money("12.5", "") == "12.5"
    assert money("800", "SEK") == "SEK\N{NO-BREAK SPACE}800.00"
    assert [size(n) for n in (9, 64_200, 1_834_567, 48_123_456)] == ["9 B", "64 KB", "1.8 MB", "48 MB"]
    assert [count(n) for n in (7, 1204, 10_000)] == ["7", "1,204", "10,000+"]
    assert [length(s) for s in (1, 60, 90, 300)] == ["1 second", "1 minute", "90 seconds", "5 minutes"]


@pytest.mark.parametrize(
    ("code", "name", "tile"),
    [
        ("mirakl-leroymerlin", "Leroy Merlin", "LM"),
        ("mirakl-pccomponentes", "PcComponentes", "PC"),
        ("mirakl-but", "BUT", "BU"),
        ("mirakl-gone", "mirakl-gone", "MG"),
    ],
)
def test_marketplaces_have_a_name_and_two_letters(code: str, name: str, tile: str) -> None:
    assert (name_of(code), tile_of(code)) == (name, tile)


@pytest.mark.parametrize(
    ("body", "text", "quoted"),
    [
        ("Merci.\n\n> Bonjour\n> Lumen", "Merci.", "> Bonjour\n> Lumen"),
        (
            "Merci.\n\nOn Mon, 23 Nov 2026, Lumen wrote:\n> Hi",
            "Merci.",
            "On Mon, 23 Nov 2026, Lumen wrote:\n> Hi",
        ),
        ("Danke\n-----Original Message-----\nFrom: x", "Danke", "-----Original Message-----\nFrom: x"),
        ("> is it red?\nNo, green.", "> is it red?\nNo, green.", ""),
        ("Hello\n> is it red?\nNo, green.", "Hello\n> is it red?\nNo, green.", ""),
        ("> only this", "> only this", ""),
        ("No quotation at all", "No quotation at all", ""),
    ],
)
def test_only_repetition_is_folded(body: str, text: str, quoted: str) -> None:
    found = folded(body)
    assert (found.text, found.quoted) == (text, quoted)
