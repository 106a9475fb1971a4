import json
from io import BytesIO

import pytest

from guichet.platforms.errors import NeedsOwner, Refused, Uncertain, Unsupported
from guichet.platforms.mirakl.reply import message_input
from guichet.platforms.port import Outgoing, OutgoingFile, Participant, Sent
from guichet.platforms.words import ParticipantKind
from tests.platforms.http.wire import answer, wire
from tests.platforms.mirakl.conftest import Scripted, by_path

LINA = Participant(ParticipantKind.CUSTOMER, "Lina Moreau", "cust-88120")
NAMELESS = Participant(ParticipantKind.CUSTOMER, "Client")
OPERATOR = Participant(ParticipantKind.MARKETPLACE, "Marché Démo")
SHOP = Participant(ParticipantKind.MERCHANT, "Atelier")


def reply(*recipients: Participant, body: str = "Bonjour,\nà demain") -> Outgoing:
    return Outgoing("t1", body, recipients)


def test_recipients_are_named_by_type_and_by_id_where_there_is_one() -> None:
    assert message_input(reply(LINA, OPERATOR)) == {
        "body": "Bonjour,<br />à demain",
        "to": [{"type": "CUSTOMER", "id": "cust-88120"}, {"type": "OPERATOR"}],
    }
    assert message_input(reply(NAMELESS))["to"] == [{"type": "CUSTOMER"}]


def test_a_shop_does_not_write_to_itself() -> None:
    with pytest.raises(Unsupported):
        message_input(reply(SHOP))


def test_the_limit_counts_what_leaves() -> None:
    assert len(str(message_input(reply(LINA, body="x" * 50_000))["body"])) == 50_000
    with pytest.raises(Refused, match="is 4 characters too long"):
        message_input(reply(LINA, body="x" * 49_999 + "&"))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"message_id": null}', b"{}"])
def test_an_acceptance_without_an_id_is_an_acceptance(connector_at: Scripted, body: bytes) -> None:
    with wire(by_path(message=answer("201 Created", body))) as far:
        assert connector_at(far.url).send(reply(LINA)) == Sent(None)


@pytest.mark.parametrize("body", [b"", b"<html>We are back at noon.</html>", b"{}"])
def test_another_answer_without_an_id_proves_nothing(connector_at: Scripted, body: bytes) -> None:
    """Found by the chaos suite: a page of maintenance with status 200 was taken for an acceptance."""
    with wire(by_path(message=answer("200 OK", body))) as far, pytest.raises(Uncertain):
        connector_at(far.url).send(reply(LINA))


def test_the_id_is_given_back(connector_at: Scripted) -> None:
    body = b'{"message_id": "m9", "thread_id": "t1"}'
    with wire(by_path(message=answer("201 Created", body))) as far:
        assert connector_at(far.url, shopId="2418").send(reply(LINA)) == Sent("m9")
        assert far.heard().startswith("POST /api/inbox/threads/t1/message?shop_id=2418 HTTP/1.1")
        assert "\r\nAuthorization: 11111111-2222-3333-4444-555555555555\r\n" in far.heard()


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (
            "400 Bad",
            b'{"errors":[{"message":"Too short","field":"body"}]}',
            "refuses this reply: Too short (body).",
        ),
        ("403 No", b"", "does not allow this reply."),
        ("404 No", b'{"message": "Thread not found"}', "no longer knows this discussion: Thread not found."),
        ("413 Large", b"<html>", "finds the attachments too large."),
        ("415 Kind", b"", "does not take a file of this kind."),
        ("422 Odd", b"", "refuses this reply."),
    ],
)
def test_a_refusal_says_why(connector_at: Scripted, status: str, body: bytes, sentence: str) -> None:
    with wire(by_path(message=answer(status, body))) as far, pytest.raises(Refused) as caught:
        connector_at(far.url).send(reply(LINA))
    assert str(caught.value) == f"The marketplace {sentence}"


def test_a_refused_key_concerns_the_channel(connector_at: Scripted) -> None:
    with wire(by_path(message=answer("401 No"))) as far, pytest.raises(NeedsOwner, match="API key"):
        connector_at(far.url).send(reply(LINA))


def test_an_answer_that_nobody_documents_is_uncertain(connector_at: Scripted) -> None:
    with wire(by_path(message=answer("302 Found", Location="/login"))) as far:
        with pytest.raises(Uncertain):
            connector_at(far.url).send(reply(LINA))
        assert far.connections == 1


def test_files_are_opened_for_the_call_and_closed_after_it(connector_at: Scripted) -> None:
    streams: list[BytesIO] = []

    def fresh() -> BytesIO:
        streams.append(BytesIO(b"x"))
        return streams[-1]

    file = OutgoingFile("a.pdf", "application/pdf", 1, fresh)
    with wire(by_path(message=answer("201 Created", json.dumps({"message_id": "1"}).encode()))) as far:
        connector_at(far.url).send(Outgoing("t1", "Voici", (LINA,), (file, file)))
        assert 'filename="a.pdf"' in far.heard()
        assert 'filename="a-2.pdf"' in far.heard()
    assert [stream.closed for stream in streams] == [True, True]
