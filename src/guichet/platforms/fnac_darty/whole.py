"""Reads whole discussions: what the messages of a page belong to."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from guichet.platforms.errors import Refused
from guichet.platforms.fnac_darty.bundles import Bundle
from guichet.platforms.fnac_darty.claims import with_claims
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.errors import NoAnswerError, RefusedQueryError, refused_read
from guichet.platforms.fnac_darty.matters import OFFER, ORDER, Matter, is_question, matter_of
from guichet.platforms.fnac_darty.mend import legal
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.own_words import note_own
from guichet.platforms.fnac_darty.paging import SIZES, is_last
from guichet.platforms.fnac_darty.verdict import Verdict
from guichet.platforms.http import TooLarge
from guichet.platforms.port import Memory

_log = logging.getLogger("guichet.fnac_darty")

_UNKNOWN = "The marketplace no longer knows this discussion."


def completed(client: FnacDartyClient, memory: Memory, bundles: Sequence[Bundle]) -> list[Bundle]:
    """The same discussions with all their messages and claims; a question is whole in one message."""
    whole = [_completed(client, bundle) for bundle in bundles]
    note_own(memory, whole)
    return with_claims(client, memory, whole)


def one_discussion(client: FnacDartyClient, memory: Memory, discussion_id: str) -> Bundle:
    """One discussion as it is now; Refused where the marketplace does not know it."""
    if legal(discussion_id) != discussion_id:
        raise Refused(_UNKNOWN)
    matter = Matter(OFFER if is_question(discussion_id) else ORDER, discussion_id)
    messages = _question(client, matter) if matter.kind == OFFER else _conversation(client, matter)
    if not messages:
        raise Refused(_UNKNOWN)
    bundle = Bundle(matter, tuple(messages))
    note_own(memory, [bundle])
    return with_claims(client, memory, [bundle])[0]


def messages_of(verdict: Verdict, client: FnacDartyClient) -> list[Node]:
    """The messages of an answer; Busy where it holds none because something went wrong."""
    messages = verdict.root.children("message")
    if not verdict.is_good and verdict.status and not messages:
        raise refused_read(verdict, client.mask)
    if verdict.codes:
        _log.warning("a page of messages came with remarks: %s", ", ".join(filter(None, verdict.codes)))
    return messages


def _completed(client: FnacDartyClient, bundle: Bundle) -> Bundle:
    if bundle.matter.kind != ORDER or not bundle.matter.id:
        return bundle
    try:
        messages = _conversation(client, bundle.matter)
    except (RefusedQueryError, NoAnswerError, TooLarge) as error:
        if isinstance(error, NoAnswerError) and not error.is_whole:
            raise
        _log.warning("a conversation is shown as far as it changed: %s", error.why)
        return bundle
    known = {_id(message) for message in messages}
    missed = [message for message in bundle.messages if _id(message) not in known]
    return replace(bundle, messages=(*messages, *missed))


def _conversation(client: FnacDartyClient, matter: Matter) -> list[Node]:
    found: dict[str, Node] = {}
    for page in _pages(client, matter):
        fresh = {_id(m): m for m in page if matter_of(m) == matter and _id(m) not in found}
        if not fresh:
            break
        found |= fresh
    return list(found.values())


def _pages(client: FnacDartyClient, matter: Matter) -> Iterator[list[Node]]:
    page, ended = 1, False
    while not ended:
        verdict = client.order_messages(matter.id, page, SIZES[0])
        messages = messages_of(verdict, client)
        yield messages
        ended = is_last(verdict.root, page, SIZES[0], len(messages))
        page += 1


def _question(client: FnacDartyClient, matter: Matter) -> list[Node]:
    messages = messages_of(client.one_message(matter.id), client)
    return [message for message in messages if _id(message) == matter.id]


def _id(message: Node) -> str:
    return message.fields.text("message_id") or ""
