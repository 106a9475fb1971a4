"""ISO-8859-1 and its 475 bytes: a pure function of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.rakuten_fr.latin import carried, measure, received, replaced, unwritable

LATIN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFF, blacklist_categories=["Cc", "Cf", "Zs"])
)


@pytest.mark.parametrize(
    ("typed", "leaves"),
    [
        ("Désolé, à bientôt !", "Désolé, à bientôt !"),
        ("l’œuf « coûte » 3 € – “voilà” …", 'l\'oeuf « coûte » 3 EUR - "voilà" ...'),
        ("Œuvre", "OEuvre"),
        ("Łódź, Dvořák, Erdoğan, Şule", "Lódz, Dvorák, Erdogan, Sule"),
        ("e\u0301te\u0301", "été"),
        ("Merci 😊", "Merci :-)"),
        ("Bravo 🎉 !", "Bravo  !"),
        ("à demain\u00a0!", "à demain !"),
        ("un\u200bdeux\u202etrois", "undeuxtrois"),
        ("ﬁn ① ™ ½ № 5", "fin 1 (TM) ½ N° 5"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("‹mot›", "«mot»"),
        ("❤️", "<3"),
        ("👩‍🚀", ""),
        ("\ud800 seul", "seul"),
        ("1️⃣", "1"),
        ("？！", "?!"),
    ],
)
def test_each_character_leaves_as_its_nearest(typed: str, leaves: str) -> None:
    assert carried(typed) == leaves
    assert measure(typed) == len(leaves.encode("iso-8859-1"))
    assert unwritable(typed) == ""


@pytest.mark.parametrize(("typed", "strange"), [("Спасибо !", "Спасибо"), ("謝謝 A", "謝"), ("Ω ok ?", "Ω")])
def test_letters_without_a_near_form_are_named_and_not_guessed(typed: str, strange: str) -> None:
    assert unwritable(typed) == strange
    assert measure(typed) == len(carried(typed)) > 0


@given(st.text())
def test_the_count_is_that_of_the_bytes_that_leave(text: str) -> None:
    assert measure(text) == len(carried(text).encode("iso-8859-1"))


@given(st.text())
def test_what_leaves_once_leaves_the_same_again(text: str) -> None:
    assert carried(carried(text)) == carried(text)


@given(LATIN)
def test_latin_text_is_left_alone(text: str) -> None:
    assert carried(text) == text
    assert measure(text) == len(text)


@given(st.text(), st.text(st.characters(min_codepoint=0x100)))
def test_nothing_is_cut(text: str, more: str) -> None:
    whole = carried(f"début {text}{more} fin")
    assert whole.startswith("début")
    assert whole.endswith("fin")


def test_windows_punctuation_in_their_answers_is_understood() -> None:
    assert received(b"l\x92\x9cuf \x80".decode("iso-8859-1")) == "l’œuf €"


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("Désolé, à bientôt !", ()),
        ("l’œuf – l’autre €", (("’", "'"), ("œ", "oe"), ("–", "-"), ("€", "EUR"))),
        ("Bravo 🎉 🎉 😊", (("🎉", ""), ("😊", ":-)"))),
        ("e\u0301te\u0301", ()),
        ("日本 œ", (("œ", "oe"),)),
    ],
)
def test_the_composer_can_say_what_will_be_replaced(typed: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert replaced(typed) == pairs


@given(st.text(max_size=60))
def test_what_is_replaced_and_what_is_refused_share_no_character(text: str) -> None:
    refused = unwritable(text)
    pairs = replaced(text)
    assert all(len(mark) == 1 and near.encode("iso-8859-1") is not None for mark, near in pairs)
    assert not {mark for mark, _ in pairs} & set(refused)
