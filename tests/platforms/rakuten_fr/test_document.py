"""Hostile and careless XML."""

from pathlib import Path
from time import monotonic

import pytest

from guichet.platforms.errors import Unreadable
from guichet.platforms.rakuten_fr.document import document
from tests.platforms.rakuten_fr.samples import infos, message, parse


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    body = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a><b>&x;</b></a>'.encode()
    with pytest.raises(Unreadable, match="document type"):
        document(body)


@pytest.mark.parametrize("declared", ["", "UTF-8", "ISO-8859-1", "windows-1252"])
@pytest.mark.parametrize("sent", ["utf-8", "iso-8859-1"])
def test_words_are_read_in_one_way_whatever_is_declared(declared: str, sent: str) -> None:
    """Found by the chaos suite: a message read in two ways was shown twice, having no id but its words."""
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    assert document(f"{head}<a>Où est ma théière ?</a>".encode(sent)).content == "Où est ma théière ?"


def test_an_entity_does_not_grow() -> None:
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "boum">{levels}]><a>&l9;</a>'.encode()
    before = monotonic()
    with pytest.raises(Unreadable):
        document(bomb)
    assert monotonic() - before < 1


def test_no_document_type_is_fetched() -> None:
    with pytest.raises(Unreadable):
        document(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>')


def test_depth_has_an_end() -> None:
    with pytest.raises(Unreadable):
        document(b"<a>" * 100_000 + b"</a>" * 100_000)


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "iso-8859-1"),
        ('<?xml version="1.0" encoding="ISO-8859-1" standalone="no"?>\n\n\n', "iso-8859-1"),
        ('\n  <?xml version="1.0" encoding="ISO-8859-1"?>', "iso-8859-1"),
        ("", "iso-8859-1"),
        ("", "utf-8"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "iso-8859-1"),
        ('<?xml version="1.0" encoding="no-such-thing"?>', "iso-8859-1"),
    ],
)
def test_whatever_is_declared_the_accents_arrive(declaration: str, encoding: str) -> None:
    body = infos(message("théière fêlée"), declaration=declaration, encoding=encoding)
    (thread,) = parse(body).threads
    assert thread.messages[0].body == "théière fêlée"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"un\x0bdeux\x00\x1f", "undeux"),
        (b"l\x92\x9cuf", "l’œuf"),
        (b"&amp; &#39; &lt;b&gt;", "& ' <b>"),
        (b"<b>gras</b><br>ligne<script>alert(1)</script>", "gras\nligne"),
        (b"5 < 6 > 4", "5 < 6 > 4"),
        (b"voir <https://suivi.example/1>", "voir <https://suivi.example/1>"),
    ],
)
def test_what_buyers_type_is_read(raw: bytes, read: str) -> None:
    body = infos(message("@@")).replace(b"@@", raw)
    (thread,) = parse(body).threads
    assert thread.messages[0].body == read


def test_characters_forbidden_in_xml_do_no_harm_outside_of_texts() -> None:
    body = infos(message("Bonjour")).replace(b"Vente confirm", b"Vente &#11;&#x1F;&#xFFFE;confirm")
    (thread,) = parse(
        body.replace(b"<![CDATA[Vente", b"Vente").replace(b"e]]></itemstate", b"e</itemstate")
    ).threads
    assert thread.subject == "Vente confirmée"


def test_a_text_of_five_megabytes_is_read_in_time() -> None:
    body = infos(message("mot " * 1_250_000))
    before = monotonic()
    (thread,) = parse(body).threads
    assert len(thread.messages[0].body) > 4_900_000
    assert monotonic() - before < 5


def test_many_messages_are_read_in_time() -> None:
    said = [
        message(f"message {n}", at=f"{1 + n % 20:02d}/11/2026-{n % 24:02d}:{n % 60:02d}") for n in range(3000)
    ]
    before = monotonic()
    (thread,) = parse(infos(*said)).threads
    assert len({m.marketplace_id for m in thread.messages}) == 3000
    assert monotonic() - before < 5
