"""Marketplaces: catalogue entries and what their platform can do."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache

import strawberry

from guichet.api.enums import ParticipantKind, Platform
from guichet.api.field import resolved
from guichet.platforms import manifest
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.catalogue import marketplace as entry_of


@strawberry.type(description="What a reply may carry; null where the marketplace names no limit.")
class Capabilities:
    """The contract's Capabilities."""

    sends_attachments: bool = strawberry.field(
        description="Whether a reply may carry files; where it may not, they go as links unless these are "
        "forbidden."
    )
    max_attachment_bytes: int | None = strawberry.field(description="The size of one file.")
    max_attachment_count: int | None = strawberry.field(description="Files of one reply.")
    attachment_extensions: list[str] | None = strawberry.field(
        description="File extensions without the dot; null where the marketplace names none."
    )
    max_body_length: int | None = strawberry.field(description="Characters of one reply.")
    recipients: list[ParticipantKind] = strawberry.field(description="To whom replies may go at all.")
    forbids_links: bool = strawberry.field(
        description="True where links in a message are forbidden by the marketplace."
    )
    needs_inbound_address: bool = strawberry.field(
        description="True where messages travel by e-mail and an address must be set in the marketplace's "
        "back office."
    )


@strawberry.type(description="One value that activation asks for.")
class CredentialField:
    """The contract's CredentialField, and the value that Guichet fills in by itself."""

    name: str = strawberry.field(description="To be given as the name of a credential.")
    label: str = strawberry.field(description="For people.")
    is_secret: bool = strawberry.field(description="Never shown again once it is given.")
    is_required: bool = strawberry.field(description="Whether activation is refused without it.")
    help: str | None = strawberry.field(description="Where to find it.")
    default_value: str | None = strawberry.field(description="What is used when it is left out.")


@strawberry.type(description="A place where things are sold, as the catalogue knows it.")
class Marketplace:
    """The contract's Marketplace."""

    code: str = strawberry.field(
        description="Stable catalogue code, such as `mirakl-leroymerlin-fr`, `amazon-fr`, `darty-fr`."
    )
    name: str = strawberry.field(description="For people.")
    country: str | None = strawberry.field(
        description="ISO 3166-1 alpha-2, or EU for a marketplace of several countries."
    )
    platform: Platform = strawberry.field(description="The protocol that it speaks.")

    @resolved("What a reply there may carry.")
    def capabilities(self) -> Capabilities:
        """From the platform's manifest."""
        return _capabilities(self.platform)

    @resolved("What activation asks for.")
    def credential_fields(self) -> list[CredentialField]:
        """From the platform's manifest, with what the catalogue knows."""
        entry = entry_of(self.code)
        fields = manifest.manifest_of(self.platform).credential_fields
        return [_credential_field(field, field.default_at(entry)) for field in fields]


@cache
def marketplace(entry: MarketplaceEntry) -> Marketplace:
    """From a catalogue entry."""
    return Marketplace(code=entry.code, name=entry.name, country=entry.country, platform=entry.platform)


def marketplace_of(code: str, platform: Callable[[], str]) -> Marketplace:
    """The marketplace of a code; one that has left the catalogue is known by its channel's platform alone."""
    entry = entry_of(code)
    if entry is not None:
        return marketplace(entry)
    return Marketplace(code=code, name=code, country=None, platform=Platform(platform()))


@cache
def _capabilities(platform: Platform) -> Capabilities:
    able = manifest.manifest_of(platform).capabilities
    extensions = able.attachment_extensions
    return Capabilities(
        sends_attachments=able.sends_attachments,
        max_attachment_bytes=able.max_attachment_bytes,
        max_attachment_count=able.max_attachment_count,
        attachment_extensions=None if extensions is None else list(extensions),
        max_body_length=able.max_body_length,
        recipients=list(able.recipients),
        forbids_links=able.forbids_links,
        needs_inbound_address=able.needs_inbound_address,
    )


def _credential_field(field: manifest.CredentialField, known: str | None) -> CredentialField:
    is_required = field.is_required and known is None
    return CredentialField(**asdict(field) | {"is_required": is_required, "default_value": known})
