import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.platforms.mirakl.file_names import sendable_names


@pytest.mark.parametrize(
    ("given_name", "sent"),
    [
        ("Facture été n°1.PDF", "Facture_ete_n1.pdf"),
        ("photo.JPEG", "photo.jpg"),
        ("a.b.c.png", "a.b.c.png"),
        ("../../etc/passwd", "passwd"),
        ("日本.pdf", "file.pdf"),
        (".htaccess", "file.htaccess"),
        ("noextension", "noextension"),
        ("C:\\photos\\cœur.png", "coeur.png"),
        ("a." + "x" * 30, "a." + "x" * 30),
        ("", "file"),
        ('x"\r\ny.txt', "x_y.txt"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
    ],
)
def test_a_name_is_made_sendable(given_name: str, sent: str) -> None:
    assert sendable_names([given_name]) == [sent]


def test_equal_names_are_told_apart() -> None:
    assert sendable_names(["a.pdf", "A.pdf", "à.pdf", "a.jpeg", "a.jpg"]) == [
        "a.pdf",
        "A-2.pdf",
        "a-3.pdf",
        "a.jpg",
        "a-2.jpg",
    ]


@given(st.lists(st.text()))
def test_names_are_ascii_distinct_and_one_for_each(names: list[str]) -> None:
    sent = sendable_names(names)
    assert len({name.lower() for name in sent}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in sent)
