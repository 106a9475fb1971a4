import pytest

from guichet.platforms.errors import Busy, ConnectorError, MissingRight, NeedsOwner
from guichet.platforms.http import Answer
from guichet.platforms.http.masking import Mask
from guichet.platforms.mirakl.errors import refused_read, their_words

MASK = Mask(["s3cret"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"message": "Order not found.", "status": 404}', "Order not found"),
        (
            b'{"errors": [{"code": "x", "message": "Required part is not present."}]}',
            "Required part is not present",
        ),
        (b'{"errors": [{"message": "Bad", "field": "to"}, {"message": "Worse"}]}', "Bad (to); Worse"),
        (b'{"message": "First", "errors": [{"message": "Second"}]}', "First"),
        (b'{"message": "<b>Key</b> s3cret &amp;\\n more"}', "Key ••• & more"),
        (b'{"message": null, "errors": null}', ""),
        (b"<html><body>502</body></html>", ""),
        (b"", ""),
        (b"[]", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_their_words(body: bytes, words: str) -> None:
    assert their_words(Answer(400, {}, body), MASK) == words


def test_their_words_are_cut() -> None:
    assert len(their_words(Answer(400, {}, b'{"message": "' + b"x" * 5000 + b'"}'), MASK)) == 400


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, NeedsOwner), (403, MissingRight), (400, Busy), (404, Busy), (302, Busy), (410, Busy)],
)
def test_what_a_refused_read_means(status: int, kind: type[ConnectorError]) -> None:
    assert type(refused_read(Answer(status, {}, b""), "orders", MASK)) is kind


def test_a_busy_read_quotes_the_marketplace() -> None:
    error = refused_read(Answer(400, {}, b'{"message": "Bad date"}'), "messages", MASK)
    assert str(error) == "The marketplace answered with error 400: Bad date."
