import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Refused
from tests.connectors.asking import read
from tests.connectors.rehearsal import Rehearsal


def _file_id(rehearsal: Rehearsal, content: bytes) -> str:
    thread_id = rehearsal.write("Voici", files=[("reçu n°1.pdf", content)])
    (attachment,) = read(rehearsal.connector(), thread_id).messages[0].attachments
    assert attachment.file_name == "reçu n°1.pdf"
    return attachment.marketplace_id


def test_the_bytes_come_as_they_were_sent(rehearsal: Rehearsal) -> None:
    content = bytes(range(256)) * 2000
    with rehearsal.connector().file(_file_id(rehearsal, content)) as chunks:
        assert b"".join(chunks) == content


def test_an_unknown_file_is_refused(rehearsal: Rehearsal) -> None:
    with pytest.raises(Refused, match="file"), rehearsal.connector().file("nobody-knows-this"):
        pytest.fail("the block must not run")


@pytest.mark.parametrize("kind", ["timeout", "reset", "bad_gateway", "throttle", "truncated"])
def test_trouble_is_busy(rehearsal: Rehearsal, kind: str) -> None:
    file_id = _file_id(rehearsal, b"x" * 100_000)
    rehearsal.break_off("file", kind)
    with pytest.raises(Busy), rehearsal.connector().file(file_id) as chunks:
        b"".join(chunks)


def test_a_replaced_key_asks_the_owner(rehearsal: Rehearsal) -> None:
    file_id = _file_id(rehearsal, b"x")
    rehearsal.replace_secret()
    with pytest.raises(NeedsOwner), rehearsal.connector().file(file_id):
        pytest.fail("the block must not run")
