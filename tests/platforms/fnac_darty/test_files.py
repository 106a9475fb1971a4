"""The files of messages."""

import pytest

from guichet.platforms.errors import Refused
from guichet.platforms.port import AttachmentRef
from sandbox.fnac_darty import File, Post
from tests.platforms.fnac_darty.conftest import Far
from tests.platforms.fnac_darty.pulling import Engine
from tests.platforms.fnac_darty.samples import answer, message, message_id


def attached(far: Far, *contents: bytes) -> tuple[AttachmentRef, ...]:
    files = tuple(File(f"photo {n}.jpg", content) for n, content in enumerate(contents))
    order = far.marketplace.add_order(Post("Voici", files=files))
    return Engine(far).pull().threads[order.id].messages[0].attachments


def fetched(far: Far, attachment_id: str) -> bytes:
    with far.connector().file(attachment_id) as chunks:
        return b"".join(chunks)


@pytest.mark.parametrize("word", ["message_file", "attachment"])
def test_each_file_has_its_bytes(far: Far, word: str) -> None:
    far.marketplace.settings.change(file_word=word)
    first, second = attached(far, b"one", b"two" * 100_000)
    assert fetched(far, first.marketplace_id) == b"one"
    assert fetched(far, second.marketplace_id) == b"two" * 100_000


def test_a_file_is_fetched_without_credentials(far: Far) -> None:
    (only,) = attached(far, b"x")
    fetched(far, only.marketplace_id)
    call = far.marketplace.calls.of("files")[0]
    assert (call.method, call.query) == ("GET", {})


def test_its_address_is_asked_for_anew(far: Far) -> None:
    (only,) = attached(far, b"x")
    (message_of_it,) = [m for m in far.marketplace.state.messages.values() if m.files]
    far.marketplace.state.files = {"moved": message_of_it.files[0][1]}
    message_of_it.files = (("moved", message_of_it.files[0][1]),)
    assert fetched(far, only.marketplace_id) == b"x"


@pytest.mark.parametrize(
    "attachment_id",
    ["", "x", "x/0", f"{message_id(9)}/0", f"{message_id(9)}/-1", f"{message_id(9)}/²", "../../etc/passwd"],
)
def test_a_file_that_is_not_there_is_refused(far: Far, attachment_id: str) -> None:
    with pytest.raises(Refused, match="no longer has this file"):
        fetched(far, attachment_id)


def test_a_place_beyond_the_last_file_is_refused(far: Far) -> None:
    (only,) = attached(far, b"x")
    with pytest.raises(Refused):
        fetched(far, only.marketplace_id.replace("/0", "/1"))


def test_a_file_that_was_removed_is_refused(far: Far) -> None:
    (only,) = attached(far, b"x")
    far.marketplace.state.files.clear()
    with pytest.raises(Refused, match="404"):
        fetched(far, only.marketplace_id)


def test_a_file_without_an_address_is_refused(far: Far) -> None:
    named = answer(message(1, more="<attachment><name>a.pdf</name></attachment>"))
    far.marketplace.give_instead("messages_query", named)
    with pytest.raises(Refused, match="does not say where"):
        fetched(far, f"{message_id(1)}/0")
