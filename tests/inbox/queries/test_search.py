"""A needle is found wherever it may stand, however common or rare it is."""

import random
from typing import Any

import pytest

from bench.measure.statements import statements_of
from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion
from guichet.inbox.queries import discussion_count, discussion_search, harvest
from guichet.inbox.queries.discussion_list import (
    DiscussionFilter,
    DiscussionOrder,
    DiscussionPage,
    count_discussions,
    list_discussions,
)
from tests.cast import Player
from tests.inbox.queries.rows import HOUR, NOON, discussion_in, message_in

ANNA = {"kind": "CUSTOMER", "name": "Anna Łysoń-Weiß", "email": "anna.w@shop-mail.example"}


@pytest.fixture
def anna(auchan: Channel) -> Discussion:
    """A discussion with characters of every awkward kind, among others."""
    for _ in range(3):
        discussion_in(auchan)
    row = discussion_in(auchan, said=[], subject="Écran fêlé à 100% : ŒUVRE_d'art", participants=[ANNA])
    message_in(row, "Le câble C:\\temp est cassé\nmerci", "Photo_Écran.PNG")
    return row


def _found(who: Player, **needles: Any) -> set[str]:
    page = list_discussions(who.viewer, DiscussionFilter(**needles))
    assert count_discussions(who.viewer, DiscussionFilter(**needles)) == len(page.rows)
    return {str(row.id) for row in page.rows}


@pytest.mark.parametrize("needle", ["écran", "ECRAN", "ecran fele", "oeuvre", "Œuvre_d'ART", "à 100% :"])
def test_subject_whatever_the_case_and_the_accents(needle: str, anna: Discussion, alice: Player) -> None:
    assert _found(alice, subject=needle) == {str(anna.pk)}
    assert _found(alice, text=needle) == {str(anna.pk)}


@pytest.mark.parametrize("needle", ["anna", "LYSON", "łysoń", "weiss", "anna.w@shop", "MAIL.EXAMPLE"])
def test_participant_by_name_and_by_address(needle: str, anna: Discussion, alice: Player) -> None:
    assert _found(alice, participant=needle) == {str(anna.pk)}
    assert _found(alice, text=needle) == {str(anna.pk)}


@pytest.mark.parametrize("needle", ["cable c:", "c:\\temp", "CASSE\nmerci", "photo_ecran", ".png"])
def test_messages_and_names_of_attachments(needle: str, anna: Discussion, alice: Player) -> None:
    assert _found(alice, text=needle) == {str(anna.pk)}
    assert _found(alice, subject=needle) == set()


@pytest.mark.parametrize(
    ("needle", "is_there"),
    [
        ("%", True),
        ("\\", True),
        ("e_d", True),
        ("100_", False),
        ("e%n", False),
        ("_cran", False),
        ("c:_t", False),
    ],
)
def test_metacharacters_of_like_are_letters(
    needle: str, is_there: bool, anna: Discussion, alice: Player
) -> None:
    assert _found(alice, text=needle) == ({str(anna.pk)} if is_there else set())


@pytest.mark.parametrize("needle", ["fê", "é", "%", "ŒU", "ß", "d'"])
def test_one_and_two_letters(needle: str, anna: Discussion, alice: Player) -> None:
    assert str(anna.pk) in _found(alice, text=needle)


def test_needles_in_several_places_must_all_be_held(anna: Discussion, alice: Player) -> None:
    assert _found(alice, subject="écran", participant="anna", text="câble") == {str(anna.pk)}
    assert _found(alice, subject="écran", participant="lina") == set()
    assert _found(alice, subject="écran", text="bonjour") == set()


def test_bob_finds_nothing_that_is_not_his(anna: Discussion, bob: Player, elsewhere: Channel) -> None:
    own = discussion_in(elsewhere, subject="Un autre écran")
    assert _found(bob, text="écran") == {str(own.pk)}


def test_charlie_finds_nothing_of_the_other_store(anna: Discussion, charlie: Player) -> None:
    assert _found(charlie, text="écran") == set()


NEEDLES = ["frequent", "rare", "old", "fr", "o", "zq", "frequent rare"]


@pytest.fixture
def sixty(auchan: Channel) -> list[Discussion]:
    """One word in half of them, one in three, one only in the oldest."""
    chance = random.Random(3)
    return [
        discussion_in(
            auchan,
            said=[chance.choice(["frequent", "x"]), "rare" if number % 20 == 7 else "y"],
            subject="old" if number < 20 else "frequent rare" if number == 33 else "z",
            last_message_at=NOON + chance.randint(0, 30) * HOUR + (number >= 20) * 40 * HOUR,
            reply_due_at=NOON + number * HOUR if number % 3 == 0 else None,
            is_read=number % 2 == 0,
        )
        for number in range(60)
    ]


@pytest.mark.parametrize(("window", "most"), [(1, 100), (4, 100), (4, 2), (16, 5), (2000, 20_000)])
@pytest.mark.parametrize("order", list(DiscussionOrder))
def test_every_way_of_searching_finds_the_same(
    window: int,
    most: int,
    order: DiscussionOrder,
    sixty: list[Discussion],
    alice: Player,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = _walk(alice, DiscussionFilter(is_read=False), order, 100)
    monkeypatch.setattr(discussion_search, "FIRST_WINDOW", window)
    monkeypatch.setattr(discussion_search, "HARVEST", most)
    for needle in NEEDLES:
        held = {str(d.pk) for d in sixty if needle in _text(d)}
        found = _walk(alice, DiscussionFilter(is_read=False, text=needle), order, 4)
        assert found == [key for key in plain if key in held], needle
    assert len(_walk(alice, DiscussionFilter(text="frequent"), order, 4)) > 20


def test_a_word_that_was_common_long_ago_is_not_walked_to(
    sixty: list[Discussion], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"FIRST_WINDOW": 1, "GROWTH": 1, "FARTHEST": 1, "HARVEST": 2}.items():
        monkeypatch.setattr(discussion_search, name, value)
    old = {str(d.pk) for d in sixty if d.subject == "old"}
    wanted, order = DiscussionFilter(subject="old"), DiscussionOrder.LAST_MESSAGE_DESC
    # Two rows are read, each followed by a look into the index; the second may find twenty. Then the rows.
    pages: list[DiscussionPage] = []
    asked = statements_of(lambda: pages.append(list_discussions(alice.viewer, wanted, order, 20, None)))
    assert len(asked) == 5
    assert {str(row.id) for row in pages[0].rows} == old


@pytest.mark.parametrize(
    ("sample", "often", "few", "part", "margin"),
    [
        (5, 100, 0, 100, 9.0),
        (5, 100, 0, 100, 0.1),
        (2, 0, 100, 9, 1.0),
        (2, 0, 0, 100, 1.0),
        (2, 0, 0, 3, 1.0),
    ],
)
def test_every_way_of_counting_counts_the_same(
    sample: int,
    often: int,
    few: int,
    part: int,
    margin: float,
    sixty: list[Discussion],
    alice: Player,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ways = {"SAMPLE": sample, "OFTEN": often, "FEW": few, "FEW_TEXTS": few, "PART": part, "MARGIN": margin}
    for name, value in ways.items():
        monkeypatch.setattr(discussion_count, name, value)
    unread = {str(d.pk) for d in sixty if not d.is_read}
    rare = {str(d.pk) for d in sixty if "rare" in _text(d)}
    for needle in NEEDLES:
        held = {str(d.pk) for d in sixty if needle in _text(d)}
        in_subject = {str(d.pk) for d in sixty if needle in d.subject}
        for wanted, expected in (
            (DiscussionFilter(text=needle), held),
            (DiscussionFilter(text=needle, is_read=False), held & unread),
            (DiscussionFilter(subject=needle), in_subject),
            (DiscussionFilter(subject=needle, text="rare"), in_subject & rare),
        ):
            for cap in (4, 10_000):
                monkeypatch.setattr(discussion_count, "CAP", cap)
                assert count_discussions(alice.viewer, wanted) == min(len(expected), cap), wanted


def _text(row: Discussion) -> str:
    people = [f"{p['name']}\n{p['email']}" for p in row.participants]
    said = row.messages.values_list("body", flat=True)
    return "\n\n".join([row.subject, *people, *said]).lower().replace("é", "e")


def _walk(who: Player, wanted: DiscussionFilter, order: DiscussionOrder, first: int) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = list_discussions(who.viewer, wanted, order, first, after)
        found += [str(row.id) for row in page.rows]
        if not page.has_next:
            return found
        after = page.cursors[-1]


@pytest.mark.parametrize("times", [0, 100])
def test_needles_of_every_place_are_looked_up_together(
    times: int, sixty: list[Discussion], alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"SAMPLE": 2, "OFTEN": 0, "FEW": 0, "FEW_TEXTS": 0}.items():
        monkeypatch.setattr(discussion_count, name, value)
    monkeypatch.setattr(discussion_search, "FIRST_WINDOW", 2)
    monkeypatch.setattr(harvest, "SEVERAL", 1)
    monkeypatch.setattr(harvest, "TIMES", times)
    held = {str(d.pk) for d in sixty if "rare" in _text(d) and d.subject == "old"}
    order = DiscussionOrder.LAST_MESSAGE_DESC
    for wanted in (
        DiscussionFilter(subject="old", participant="etienne", text="rare"),
        DiscussionFilter(subject="ld", participant="é", text="rare"),
        DiscussionFilter(subject="old", text="are"),
    ):
        assert set(_walk(alice, wanted, order, 3)) == held
        assert count_discussions(alice.viewer, wanted) == len(held)
    assert held


@pytest.mark.parametrize("needle", ["qj", "jq", "7q"])
def test_two_letters_are_found_by_the_index_wherever_they_stand(
    needle: str, auchan: Channel, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    subjects = [f"{needle} un", f"un {needle}", f"un-{needle}.", f"a{needle}b", needle, f"deux\n{needle}"]
    rows = {str(discussion_in(auchan, subject=s, said=[], last_message_at=NOON - HOUR).pk) for s in subjects}
    for _ in range(3):
        discussion_in(auchan, said=[])
    monkeypatch.setattr(discussion_search, "FIRST_WINDOW", 1)
    for wanted in (DiscussionFilter(subject=needle), DiscussionFilter(text=needle.upper())):
        assert {str(row.id) for row in list_discussions(alice.viewer, wanted).rows} == rows
