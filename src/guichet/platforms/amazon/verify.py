"""Checks what can be checked before the first mail comes."""

import re
from collections.abc import Mapping

from guichet.platforms.amazon.access import Grant
from guichet.platforms.amazon.api import get_participations
from guichet.platforms.amazon.places import Place
from guichet.platforms.errors import Busy, NeedsOwner
from guichet.platforms.fields import Fields, load
from guichet.platforms.port import Access, Verified

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def sender_of(credentials: Mapping[str, str]) -> str:
    """The address that answers come from; NeedsOwner where it is none."""
    sender = credentials.get("senderEmail", "").strip()
    if not _ADDRESS.fullmatch(sender) or len(sender) > 254:
        raise NeedsOwner("The sender's address is not an e-mail address; use one approved in Seller Central.")
    return sender


def verify(access: Access, place: Place, grant: Grant | None) -> Verified:
    """The shop is who answers: its approved address. Amazon approves it out of our sight."""
    sender = sender_of(access.credentials)
    name = None if grant is None else _store_name(access, place, grant)
    return Verified(shop_key=sender.lower(), shop_name=name or sender, credentials=access.credentials)


def _store_name(access: Access, place: Place, grant: Grant) -> str | None:
    answer = get_participations(access, grant)
    if answer.status in (401, 403):
        raise NeedsOwner(
            "Amazon does not let this app in. Authorise it again in Seller Central, or leave the fields for "
            "order data empty."
        )
    if answer.status != 200:
        raise Busy(f"Amazon answered with error {answer.status}.")
    try:
        entries = Fields.of(load(answer.body), "answer").children("payload")
    except ValueError as error:
        raise Busy("Amazon's answer was cut short or is not what was asked for.") from error
    mine = [entry for entry in entries if entry.child("marketplace").text("id") == place.marketplace_id]
    if not any(entry.child("participation").flag("isParticipating") for entry in mine):
        raise NeedsOwner("This seller account does not sell on this marketplace; activate the right country.")
    return mine[0].words("storeName")
