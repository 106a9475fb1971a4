"""Discussions of Fnac and Darty in our words."""

import logging
from collections.abc import Sequence

from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.fnac_darty.bundles import Bundle, read_bundles, write_bundles
from guichet.platforms.fnac_darty.documents import NotADocumentError, read_document
from guichet.platforms.fnac_darty.matters import OFFER
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse_conversation import conversation
from guichet.platforms.fnac_darty.parse_message import parse_message
from guichet.platforms.fnac_darty.parse_question import question
from guichet.platforms.port import Message, Page, SetAside, Thread

_log = logging.getLogger("guichet.fnac_darty")


def parse_page(body: bytes, brand: str) -> Page:
    """All discussions of a page; a message that cannot be understood is set aside, its discussion goes on."""
    try:
        bundles = list(read_bundles(read_document(body)))
    except NotADocumentError as error:
        raise Unreadable(f"The page of messages is not readable: {error}.", body) from None
    except ValueError as error:
        raise Unreadable(f"The page of messages is not readable: {error}.", body) from None
    threads: list[Thread] = []
    aside: list[SetAside] = []
    for bundle in bundles:
        thread, unread = _parse(bundle, brand)
        threads += [thread] if thread else []
        aside += unread
    return Page(tuple(threads), tuple(aside))


def _parse(bundle: Bundle, brand: str) -> tuple[Thread | None, list[SetAside]]:
    read: list[tuple[Node, Message]] = []
    aside: list[SetAside] = []
    for node in bundle.messages:
        message = _message_or_aside(bundle, node, brand)
        if isinstance(message, Message):
            read.append((node, message))
        else:
            aside.append(message)
    try:
        return (_thread(bundle, read, brand) if read else None), aside
    except Exception as error:
        # One discussion nobody foresaw must not stop a channel; it is kept and can be parsed again.
        _log.exception("a discussion could not be parsed")
        return None, [*aside, SetAside(write_bundles([bundle]), _why(error))]


def _message_or_aside(bundle: Bundle, node: Node, brand: str) -> Message | SetAside:
    try:
        return parse_message(node, brand)
    except FieldError as error:
        why = f"A message could not be read: {error}."
    except Exception as error:
        _log.exception("a message could not be parsed")
        why = _why(error)
    # The message alone, so that the same one is set aside once, however often its discussion changes.
    return SetAside(write_bundles([Bundle(bundle.matter, (node,))]), why)


def _thread(bundle: Bundle, read: Sequence[tuple[Node, Message]], brand: str) -> Thread:
    if bundle.matter.kind == OFFER:
        return question(bundle.matter, *read[0], brand)
    return conversation(bundle, read, brand)


def _why(error: Exception) -> str:
    return f"A discussion could not be read: {type(error).__name__}."
