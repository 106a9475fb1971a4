"""A reply arrives once, and what became of it is told truly."""

from datetime import timedelta
from io import BytesIO

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Refused, Uncertain
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import OutgoingFile, Thread
from guichet.platforms.text import gist
from guichet.platforms.words import ParticipantKind
from tests.connectors.asking import answer_to, bodies, read
from tests.connectors.rehearsal import Rehearsal

TEXT = "Bonjour Lina,\n\nle colis <part> ce soir & voilà l'été : 5 < 6.\nCordialement"


def _waiting(rehearsal: Rehearsal) -> Thread:
    return read(rehearsal.connector(), rehearsal.write("Où est ma lampe ?"))


def test_a_reply_arrives_as_it_was_typed(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    sent = rehearsal.connector().send(answer_to(thread, TEXT))
    after = read(rehearsal.connector(), thread.marketplace_id)
    ours = after.messages[-1]
    assert rehearsal.replies(thread.marketplace_id) == [TEXT]
    assert ours.body == TEXT
    assert ours.author.kind is ParticipantKind.MERCHANT
    assert ours.recipients == (ParticipantKind.CUSTOMER,)
    assert sent.marketplace_id in (None, ours.marketplace_id)
    assert after.needs_reply_since is None


def test_files_travel_along(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    files = [
        OutgoingFile("Facture été.pdf", "application/pdf", 8, lambda: BytesIO(b"%PDF-1.7")),
        OutgoingFile("photo.JPEG", "image/jpeg", 3, lambda: BytesIO(b"jpg")),
    ]
    rehearsal.connector().send(answer_to(thread, "Voici la facture.", *files))
    attachments = read(rehearsal.connector(), thread.marketplace_id).messages[-1].attachments
    contents = []
    for attachment in attachments:
        with rehearsal.connector().file(attachment.marketplace_id) as chunks:
            contents.append(b"".join(chunks))
    assert contents == [b"%PDF-1.7", b"jpg"]
    assert len({attachment.file_name for attachment in attachments}) == 2


def test_the_longest_text_that_is_promised_arrives(rehearsal: Rehearsal) -> None:
    thread, longest = _waiting(rehearsal), manifest_of(rehearsal.platform).capabilities.max_body_length
    assert longest is not None
    text = "a" * longest
    rehearsal.connector().send(answer_to(thread, text))
    assert rehearsal.replies(thread.marketplace_id) == [text]


def test_a_text_that_outgrows_the_limit_on_the_wire_is_refused_before_it(rehearsal: Rehearsal) -> None:
    thread, longest = _waiting(rehearsal), manifest_of(rehearsal.platform).capabilities.max_body_length
    assert longest is not None
    calls = rehearsal.calls()
    with pytest.raises(Refused, match="too long"):
        rehearsal.connector().send(answer_to(thread, "&" * (longest - 1)))
    assert rehearsal.calls() == calls


def test_a_refusal_carries_the_marketplaces_reason(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    with pytest.raises(Refused, match=r": .+\.$"):
        rehearsal.connector().send(answer_to(thread, "x"))
    assert rehearsal.replies(thread.marketplace_id) == []


def test_a_missing_right_is_a_refusal(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", "missing_right")
    with pytest.raises(Refused, match="allow"):
        rehearsal.connector().send(answer_to(thread, TEXT))


@pytest.mark.parametrize(
    "kind",
    ["accepted_then_timeout", "accepted_then_reset", "accepted_then_bad_gateway", "truncated"],
)
def test_a_lost_answer_is_uncertain_and_the_discussion_shows_the_reply_once(
    rehearsal: Rehearsal, kind: str
) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", kind, times=None)
    calls = rehearsal.calls()
    with pytest.raises(Uncertain):
        rehearsal.connector().send(answer_to(thread, TEXT))
    assert rehearsal.calls() == calls + 1
    rehearsal.mend()
    shown = bodies(read(rehearsal.connector(), thread.marketplace_id).messages, ParticipantKind.MERCHANT)
    assert [gist(body) for body in shown] == [gist(TEXT)]


@pytest.mark.parametrize("kind", ["timeout", "reset", "server_error", "bad_gateway", "login_page"])
def test_trouble_before_anything_happened_is_uncertain_too(rehearsal: Rehearsal, kind: str) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", kind, times=None)
    with pytest.raises(Uncertain):
        rehearsal.connector().send(answer_to(thread, TEXT))
    rehearsal.mend()
    assert rehearsal.replies(thread.marketplace_id) == []


def test_busy_tells_the_wait_in_seconds(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", "throttle", retry_after=45)
    with pytest.raises(Busy) as caught:
        rehearsal.connector().send(answer_to(thread, TEXT))
    assert caught.value.after == timedelta(seconds=45)
    assert rehearsal.replies(thread.marketplace_id) == []


def test_busy_tells_the_wait_as_a_date(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", "throttle", retry_after=120, as_date=True, body="empty")
    with pytest.raises(Busy) as caught:
        rehearsal.connector().send(answer_to(thread, TEXT))
    assert caught.value.after is not None
    assert timedelta(seconds=100) < caught.value.after <= timedelta(seconds=120)


def test_busy_without_a_wait(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    rehearsal.break_off("send", "throttle", retry_after=None)
    with pytest.raises(Busy) as caught:
        rehearsal.connector().send(answer_to(thread, TEXT))
    assert caught.value.after is None


def test_a_replaced_key_asks_the_owner(rehearsal: Rehearsal) -> None:
    thread = _waiting(rehearsal)
    connector = rehearsal.connector()
    rehearsal.replace_secret()
    with pytest.raises(NeedsOwner, match="key"):
        connector.send(answer_to(thread, TEXT))
    assert rehearsal.replies(thread.marketplace_id) == []
