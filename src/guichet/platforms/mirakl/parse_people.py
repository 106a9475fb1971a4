"""Who takes part in a thread.

Two vocabularies that are easily confused: organisations (CUSTOMER, SHOP, OPERATOR) take part and are written
to; users (CUSTOMER_USER, SHOP_USER, OPERATOR_USER) write. Both are open: a kind nobody knows yet counts as
the marketplace's side, since it is neither the buyer nor the seller, and is never offered as a recipient.
"""

from guichet.platforms.fields import Fields
from guichet.platforms.port import Participant
from guichet.platforms.words import ParticipantKind

_ORGANISATIONS = {
    "CUSTOMER": ParticipantKind.CUSTOMER,
    "SHOP": ParticipantKind.MERCHANT,
    "OPERATOR": ParticipantKind.MARKETPLACE,
}
_USERS = {f"{word}_USER": kind for word, kind in _ORGANISATIONS.items()}
_WRITABLE = {"CUSTOMER": ParticipantKind.CUSTOMER, "OPERATOR": ParticipantKind.MARKETPLACE}
ORGANISATION_WORDS = {kind: word for word, kind in _WRITABLE.items()}


def organisation_kind(word: str | None) -> ParticipantKind:
    """The side of an organisation type."""
    return _ORGANISATIONS.get(word or "", ParticipantKind.MARKETPLACE)


def participants(thread: Fields) -> tuple[Participant, ...]:
    """Everyone who takes or may take part, once each."""
    everyone = thread.children("current_participants") + thread.children("authorized_participants")
    found: dict[tuple[ParticipantKind, str], Participant] = {}
    for entry in everyone:
        participant = _participant(entry, organisation_kind(entry.text("type")))
        found.setdefault((participant.kind, participant.marketplace_id or participant.name), participant)
    return tuple(found.values())


def possible_recipients(thread: Fields) -> tuple[Participant, ...]:
    """Customer and operator, where the thread authorises writing to them."""
    authorised = [
        (p, _WRITABLE.get(p.text("type") or "")) for p in thread.children("authorized_participants")
    ]
    return tuple(dict.fromkeys(_participant(p, kind) for p, kind in authorised if kind))


def author(sender: Fields, people: tuple[Participant, ...]) -> Participant:
    """Who wrote: the participant of that side and name, or a person behind one (senders have no id)."""
    organisation = sender.child("organization_details")
    kind = _USERS.get(sender.text("type") or "") or organisation_kind(organisation.text("type"))
    name = sender.words("display_name") or organisation.words("display_name") or ""
    return next((p for p in people if p.kind is kind and p.name == name), Participant(kind, name))


def _participant(fields: Fields, kind: ParticipantKind) -> Participant:
    return Participant(kind, fields.words("display_name") or "", fields.text("id"))
