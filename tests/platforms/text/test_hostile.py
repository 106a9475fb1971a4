"""Nothing a customer can write stops a channel, or keeps it long."""

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guichet.platforms.text import gist, plain, tidy, to_markup

FIVE_MEGABYTES = 5_000_000
UNITS = [
    "<div>",
    "<b>",
    "<a href=x><p>",
    "<table><tr><td>",
    "<blockquote>",
    "<ul><li>",
    "<li>x",
    "<!--",
    "&amp;",
    "&lt",
    "<",
    "<a href='",
    '<a b="',
    "</p>",
    "</b></div>",
    "<div></b>",
    "<b x>t</i>",
    "<p></i>",
    "<td>x</b>",
    "<script>",
    "<style></style>",
    "<br\n",
    "<?x ",
    "<![CDATA[",
    "\xa0\n",
    " ",
    "word ",
    "<p>\U0001f600",
    "<x-y>",
    "\u202e",
]


@pytest.mark.parametrize("unit", UNITS)
def test_five_megabytes_of_anything_take_seconds(unit: str) -> None:
    body = "start<br>" + unit * (FIVE_MEGABYTES // len(unit)) + "the end"
    started = process_time()
    text = plain(body)
    assert process_time() - started < 8
    assert text.startswith("start")


@pytest.mark.parametrize("opening", ["<div>", "<div><p>", "<table><tr><td><p>"])
def test_the_worst_that_still_reaches_the_parser_is_quick(opening: str) -> None:
    body = opening * 199 + "</i>x" * 49_000
    started = process_time()
    assert plain(body).count("x") == 49_000
    assert process_time() - started < 4


def test_many_attributes_are_quick() -> None:
    started = process_time()
    assert plain("<p " + " ".join(f"a{n}=1" for n in range(400_000)) + ">x</p>") == "x"
    assert process_time() - started < 8


MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "/>", "<!--", "-->", "&", ";", "&#", "x", '"', "'", "=", " ", "\n", "<br>", "<p>"]
    )
    | st.sampled_from(
        ["</p>", "<div", "<li>", "</ul>", "<td>", "</tr>", "<blockquote>", "</blockquote>", "<pre>"]
    )
    | st.sampled_from(
        ["<a href='", "</a>", "<style>", "</style>", "<![CDATA[", "]]>", "<?", "<html>", "\ud800", "\0"]
    )
    | st.text(max_size=5)
).map("".join)


@given(MARKUP | st.text())
@example("<a<br>")
def test_it_never_raises_and_what_it_gives_can_be_stored(body: str) -> None:
    text = plain(body)
    assert text == tidy(text)
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text())
def test_what_is_sent_reads_back_the_same(typed: str) -> None:
    assert gist(plain(to_markup(typed))) == gist(typed)


@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1), min_size=1))
def test_lines_that_are_sent_read_back_as_lines(lines: list[str]) -> None:
    typed = tidy("\n".join(" ".join(line.split()) or "x" for line in lines))
    assert plain(to_markup(typed)) == typed
