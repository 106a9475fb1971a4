"""Fetches the files of messages: a plain GET without any credentials, as was seen to work."""

from collections.abc import Iterator
from contextlib import contextmanager

from guichet.platforms.errors import Refused
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.credentials import is_uuid
from guichet.platforms.fnac_darty.parse_message import files_of
from guichet.platforms.fnac_darty.whole import messages_of

_OK = 200
_GONE = "The marketplace no longer has this file"


@contextmanager
def fetched(client: FnacDartyClient, attachment_id: str) -> Iterator[Iterator[bytes]]:
    """The bytes of a file; Refused where it is gone.

    Its address is asked for anew, because how long one lives is unknown.
    """
    with client.web.stream(_address(client, attachment_id)) as answer:
        if answer.status != _OK:
            raise Refused(f"{_GONE} (error {answer.status}).")
        yield answer.chunks


def _address(client: FnacDartyClient, attachment_id: str) -> str:
    message_id, _, place = attachment_id.rpartition("/")
    if not is_uuid(message_id):
        raise Refused(f"{_GONE}.")
    messages = messages_of(client.one_message(message_id), client)
    files = [f for m in messages if m.fields.text("message_id") == message_id for f in files_of(m)]
    if not place.isdecimal() or int(place) >= len(files):
        raise Refused(f"{_GONE}.")
    address = files[int(place)].fields.text("url")
    if address is None:
        raise Refused("The marketplace names this file but does not say where it is.")
    return address
