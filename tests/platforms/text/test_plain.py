import pytest

from guichet.platforms.text import plain
from tests.platforms.text import samples


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (samples.OUTLOOK, samples.OUTLOOK_TEXT),
        (samples.GMAIL, samples.GMAIL_TEXT),
        (samples.NOTICE, samples.NOTICE_TEXT),
    ],
    ids=["outlook", "gmail", "notice"],
)
def test_whole_documents_read_well(body: str, text: str) -> None:
    assert plain(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Bonjour,<br />o&ugrave; est ma lampe&nbsp;?", "Bonjour,\noù est ma lampe ?"),
        ("one<br/><br>two<BR>\nthree", "one\n\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div><br></div><div>two<br></div><div>three</div>", "one\n\ntwo\nthree"),
        ("<p>a   b\n c</p>", "a b c"),
        ("<b>bold</b> <i>and</i>\n<u>more</u>", "bold and\nmore"),
        ("<pre>  x\n   y</pre>z", "  x\n   y\n\nz"),
        ("5 &lt; 6<br>&amp;lt; stays", "5 < 6\n&lt; stays"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td><td>2</td></tr></table>",
            "A | B\n1 | 2",
        ),
        ("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>out", "in\nout"),
        ("<td>a<br>b</td><td>c</td>", "a\nb\nc"),
        ("<a href='https://x.example/p?a=1&amp;b=2'>see</a>", "see (https://x.example/p?a=1&b=2)"),
        ("<a href='https://www.x.example/'>x.example</a>", "x.example"),
        ("<a href='mailto:a@example.com'>write</a>", "write (a@example.com)"),
        ("<a href='https://x.example/'><img src=x></a>end<br>", "end"),
        ("<p>unclosed <b>tags <i>everywhere", "unclosed tags everywhere"),
        ("</p></div>stray ends<br>", "stray ends"),
        ("<p>a<!-- hidden --><![CDATA[x]]>b</p>", "ab"),
        ("text <!-- never closed <br> and more", "text"),
    ],
)
def test_markup(body: str, text: str) -> None:
    assert plain(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a < b & c", "a < b & c"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("x<y, y>z", "x<y, y>z"),
        ("<lina@example.com> wrote", "<lina@example.com> wrote"),
        ("one\r\ntwo\rthree\n\n\n\nfour  \n", "one\ntwo\nthree\n\nfour"),
        ("caf&eacute; &amp; &#39;th&#xe9;&#39;", "café & 'thé'"),
        ("&amp;lt;", "&lt;"),
        ("AT&T &copy &nope; &; &#; &#99999999999;", "AT&T &copy &nope; &; &#; &#99999999999;"),
        ("  indented\n\tlist", "  indented\n\tlist"),
        ("", ""),
    ],
)
def test_plain_text_stays_as_typed(body: str, text: str) -> None:
    assert plain(body) == text


@pytest.mark.parametrize("wrap", ["{}", "<p>{}</p>"])
def test_what_nobody_sees_is_taken_out(wrap: str) -> None:
    body = wrap.format(
        "a\x00b\x1bc\u202ed\u2066e\ufefff\u200bg\xadh\ud800i\x7f \u200d\U0001f469\u200d\U0001f680"
    )
    assert plain(body).replace("\ufffd", "") == "abcdefghi \u200d\U0001f469\u200d\U0001f680"


def test_a_document_that_shows_nothing_keeps_its_words() -> None:
    assert plain("<div style='display: none'>only this</div>") == "only this"
    assert plain("<p></p><title>only this</title>") == "only this"
