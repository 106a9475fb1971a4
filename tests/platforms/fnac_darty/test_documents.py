"""Answers are hostile until they are read."""

import time

import pytest

from guichet.platforms.fnac_darty.documents import NotADocumentError, read_document


def text_of(body: bytes) -> str:
    return read_document(body).words


def test_utf_8_is_read() -> None:
    assert text_of("<a>déçue 😀</a>".encode()) == "déçue 😀"


@pytest.mark.parametrize("front", [b"\n\n  ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\x00"])
def test_what_stands_in_front_is_passed_over(front: bytes) -> None:
    assert text_of(front + b'<?xml version="1.0" encoding="utf-8"?><a>x</a>') == "x"


def test_other_bytes_under_a_utf_8_declaration_are_taken_for_windows_1252() -> None:
    body = b'<?xml version="1.0" encoding="utf-8"?><a>' + "déçue – 20 €".encode("cp1252") + b"</a>"
    assert text_of(body) == "déçue – 20 €"


def test_one_wrong_byte_does_not_spoil_its_neighbours() -> None:
    assert text_of("<a>été ".encode() + b"\xe9 \xed\xa0\x80" + " à</a>".encode()).startswith("été é ")


def test_a_declared_charset_is_not_believed_where_the_bytes_say_otherwise() -> None:
    assert text_of('<?xml version="1.0" encoding="ISO-8859-1"?><a>été</a>'.encode()) == "été"


@pytest.mark.parametrize(
    "body", [b"", b" \n", b"\xef\xbb\xbf", b"OK", b"{}", b"\xff\xfe<\x00a\x00/\x00>\x00"]
)
def test_what_is_no_xml_is_no_document(body: bytes) -> None:
    with pytest.raises(NotADocumentError) as caught:
        read_document(body)
    assert not caught.value.is_whole


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&a9;</a>"
)
FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
REMOTE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'


@pytest.mark.parametrize("front", ["", "<!-- <b> -->", '<?xml version="1.0"?>', "<?pi <b ?>"])
@pytest.mark.parametrize("body", [LAUGHS, FILE, REMOTE, "<!DOCTYPE html><html></html>"])
def test_no_document_type_is_accepted(front: str, body: str) -> None:
    started = time.process_time()
    with pytest.raises(NotADocumentError):
        read_document((front + body).encode())
    assert time.process_time() - started < 1


def test_a_document_type_in_somebodys_words_is_harmless() -> None:
    assert text_of(b"<a><![CDATA[<!DOCTYPE html><p>x</p>]]></a>") == "<!DOCTYPE html><p>x</p>"


def test_depth_and_size_have_limits() -> None:
    for body in (b"<a>" * 100_000 + b"</a>" * 100_000, b"<a>" + b"x" * 12_000_000 + b"</a>"):
        with pytest.raises(NotADocumentError) as caught:
            read_document(body)
        assert caught.value.is_whole


def test_five_megabytes_of_words_are_read() -> None:
    assert len(text_of(b"<a><![CDATA[" + b"mot " * 1_250_000 + b"]]></a>")) == 4_999_999


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"<a>un\x0bdeux\x00</a>", "undeux"),
        (b"<a><![CDATA[un\x0bdeux & <b> &#11;]]></a>", "undeux & <b> &#11;"),
        (b"<a>un&#11;deux&#xFFFF;&#0;</a>", "undeux"),
        (b"<a>sel & poivre &amp; &lt;</a>", "sel & poivre & <"),
        (b"<a>d&eacute;j&agrave;&nbsp;vu &unknown; &</a>", "déjà\xa0vu &unknown; &"),
        (b"<a>&#38; &#x26; \x01</a>", "& &"),
        (b"<a>\x02<![CDATA[ne ferme pas</a>", None),
    ],
)
def test_what_keeps_a_document_from_being_xml_is_mended(body: bytes, text: str | None) -> None:
    if text is None:
        with pytest.raises(NotADocumentError):
            read_document(body)
    else:
        assert text_of(body) == text


def test_a_cut_document_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NotADocumentError) as cut:
        read_document(b"<a><b>x</b")
    with pytest.raises(NotADocumentError) as damaged:
        read_document(b"<a><b>x</a>\n")
    assert (cut.value.is_whole, damaged.value.is_whole) == (False, True)


def test_mending_takes_time_in_proportion() -> None:
    for piece in (b"&", b"<![CDATA[", b"&#", b"&aaaaaaaa", b"<!--"):
        started = time.process_time()
        with pytest.raises(NotADocumentError):
            read_document(b"<a>\x01" + piece * (1_000_000 // len(piece)))
        assert time.process_time() - started < 3
