"""Sends a reply (M12): once, and honest about what became of it."""

from contextlib import ExitStack

from guichet.platforms.errors import ConnectorError, NeedsOwner, Refused, Uncertain, Unsupported
from guichet.platforms.fields import Fields, load
from guichet.platforms.http import Answer, Part
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.errors import KEY_REFUSED, UNAUTHORIZED, their_words
from guichet.platforms.mirakl.file_names import sendable_names
from guichet.platforms.mirakl.manifest import EXTENSIONS
from guichet.platforms.mirakl.parse_people import ORGANISATION_WORDS
from guichet.platforms.port import Outgoing, Participant, Sent
from guichet.platforms.text import to_markup

LONGEST_BODY = 50_000
# What M12 answers. A 200 without an id may be a page of maintenance or sign-in that stands before everything.
CREATED = 201
UNKNOWN = "The marketplace answered in an unknown way. Whether the reply arrived is being checked."
_IMAGE_TYPES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
_SENTENCES = {
    403: "The marketplace does not allow this reply.",
    404: "The marketplace no longer knows this discussion.",
    413: "The marketplace finds the attachments too large.",
    415: "The marketplace does not take a file of this kind.",
}


def send(client: MiraklClient, reply: Outgoing) -> Sent:
    """Send one reply; Refused with the marketplace's reason, Uncertain where its answer was lost."""
    message = message_input(reply)
    _check_kinds(reply)
    with ExitStack() as opened:
        answer = client.reply(reply.thread_id, message, _parts(reply, opened))
    if not 200 <= answer.status < 300:
        raise _refusal(client, answer)
    message_id = _message_id(answer)
    if message_id is None and answer.status != CREATED:
        raise Uncertain(UNKNOWN)
    return Sent(message_id)


def message_input(reply: Outgoing) -> dict[str, object]:
    """The JSON part. Refused where the body outgrows the limit once escaped, Unsupported for a recipient."""
    body = to_markup(reply.body)
    if len(body) > LONGEST_BODY:
        raise Refused(
            f"With its line breaks the text is {len(body) - LONGEST_BODY} characters too long "
            "for the marketplace. Shorten it or send it in two replies."
        )
    return {"body": body, "to": [_recipient(participant) for participant in reply.recipients]}


def _check_kinds(reply: Outgoing) -> None:
    """A forbidden file may be taken and then fail as a document of the order, unseen by anybody."""
    for file in reply.files:
        if file.file_name.rpartition(".")[2].lower() not in EXTENSIONS:
            raise Refused(f"The marketplace does not take a file of this kind: {file.file_name}.")


def _recipient(participant: Participant) -> dict[str, str]:
    word = ORGANISATION_WORDS.get(participant.kind)
    if word is None:
        raise Unsupported("A reply goes to the customer or to the marketplace.")
    # Operators have no id; an empty one would be refused.
    return {"type": word, "id": participant.marketplace_id} if participant.marketplace_id else {"type": word}


def _parts(reply: Outgoing, opened: ExitStack) -> list[Part]:
    names = sendable_names(file.file_name for file in reply.files)
    return [
        Part("files", opened.enter_context(file.open()), _content_type(file.content_type), name)
        for file, name in zip(reply.files, names, strict=True)
    ]


def _content_type(given: str) -> str:
    return _IMAGE_TYPES.get(given.lower(), given) or "application/octet-stream"


def _refusal(client: MiraklClient, answer: Answer) -> ConnectorError:
    if answer.status == UNAUTHORIZED:
        return NeedsOwner(KEY_REFUSED)
    if answer.status < 400:
        return Uncertain(UNKNOWN)
    said = their_words(answer, client.web.mask)
    sentence = _SENTENCES.get(answer.status, "The marketplace refuses this reply.")
    return Refused(f"{sentence[:-1]}: {said}." if said else sentence)


def _message_id(answer: Answer) -> str | None:
    try:
        return Fields.of(load(answer.body), "answer").text("message_id")
    except ValueError:
        return None
