"""Whatever bytes and words there are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.errors import Unreadable
from guichet.platforms.fnac_darty import requests
from guichet.platforms.fnac_darty.documents import NotADocumentError, read_document
from guichet.platforms.fnac_darty.mend import legal
from guichet.platforms.fnac_darty.parse import parse_page
from guichet.platforms.fnac_darty.requests import Caller
from tests.platforms.fnac_darty.samples import answer, message

_PIECES = st.sampled_from(
    [
        "<a>",
        "</a>",
        "<message>",
        "&amp;",
        "&",
        "&#0;",
        "&#x110000;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "\x00",
        "é",
        "<!DOCTYPE",
    ]
)
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_are_a_document_or_none(body: bytes) -> None:
    try:
        read_document(body)
    except NotADocumentError:
        return


@given(st.lists(st.one_of(_PIECES, ANY_TEXT), max_size=12).map("".join))
@settings(max_examples=300)
def test_any_answer_is_a_page_or_unreadable(inner: str) -> None:
    body = answer(message(1), "\0").replace(b"\0", inner.encode("utf-8", "surrogatepass"))
    try:
        page = parse_page(body, "Fnac")
    except Unreadable:
        return
    assert page.threads[0].messages


@given(ANY_TEXT)
@settings(max_examples=300)
def test_any_words_of_a_customer_are_text(words: str) -> None:
    inner = words.replace("]]>", "]]]]><![CDATA[>")
    text = message(1, text="\0").replace("\0", inner).encode("utf-8", "surrogatepass")
    (thread,) = parse_page(answer("\0").replace(b"\0", text), "Fnac").threads
    thread.messages[0].body.encode("utf-8")


@given(ANY_TEXT.map(legal))
@settings(max_examples=300)
def test_any_words_of_ours_come_back(words: str) -> None:
    caller = Caller("p", "s", "t")
    document = requests.update_message(caller, "reply", "x", [("message_description", words)])
    read_back = etree.fromstring(document).findtext(".//{*}message_description")
    assert (read_back or "").replace("\r", "\n") == words.replace("\r", "\n")
