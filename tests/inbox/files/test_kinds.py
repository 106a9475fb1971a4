"""The bytes of a file decide what it is; its name may only agree."""

import pytest

from guichet.inbox.kinds import Kind, kind_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
ZIP = b"PK\x03\x04\x14\x00" + bytes(40)
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
OCTETS = "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("photo.png", PNG, Kind("image/png")),
        ("photo.JPG", JPEG, Kind("image/jpeg")),
        ("facture.pdf", PDF, Kind("application/pdf")),
        ("liste.docx", ZIP, Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document")),
        ("plan.svg", SVG, Kind("image/svg+xml")),
        ("note.txt", b"Bonjour", Kind("text/plain")),
        ("ventes.csv", b"a;b\n1;2\n", Kind("text/csv")),
        ("sans-nom", b"Bonjour", Kind(OCTETS)),
        ("", b"", Kind(OCTETS)),
    ],
)
def test_names_that_are_right(name: str, head: bytes, kind: Kind) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("name", "head", "content_type"),
    [
        ("facture.pdf", JPEG, "image/jpeg"),
        ("photo.jpg", PDF, "application/pdf"),
        ("photo.png", HTML, "text/html"),
        ("facture.pdf", EXE, "application/vnd.microsoft.portable-executable"),
        ("photo.jpg", b"not a picture at all", OCTETS),
        ("note.txt", PNG, "image/png"),
    ],
)
def test_names_that_lie_are_told_and_not_believed(name: str, head: bytes, content_type: str) -> None:
    assert kind_of(head, name) == Kind(content_type, looks_like=content_type)


def test_a_file_without_a_known_name_is_what_its_bytes_are() -> None:
    assert kind_of(PNG, "image") == Kind("image/png")


@pytest.mark.parametrize("hint", ["text/html", "text/xml; charset=utf-8", "application/javascript", None])
def test_a_senders_word_never_makes_a_page_of_it(hint: str | None) -> None:
    assert kind_of(b"anything", "fichier", hint) == Kind(OCTETS)


def test_a_senders_word_is_taken_for_plain_text() -> None:
    assert kind_of(b"anything", "fichier", "text/plain; charset=utf-8") == Kind("text/plain")
