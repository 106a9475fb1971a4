"""What a platform says of itself before it does anything: pages, API and checks are drawn from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib import import_module

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import SetupStep
from guichet.platforms.words import ParticipantKind, Platform

BASE_URL = "baseUrl"
Replaced = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One value that activation asks for; `default_value` is what is used where it is left empty."""

    name: str
    label: str
    is_secret: bool = False
    is_required: bool = True
    help: str | None = None
    default_value: str | None = None

    def default_at(self, entry: MarketplaceEntry | None) -> str | None:
        """What to fill in beforehand for one marketplace: the catalogue's address, else the platform's."""
        known = entry.base_url if entry is not None and self.name == BASE_URL else None
        return known or self.default_value


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a reply may carry, checked before the wire. None means: the marketplace names no limit.

    Sizes are bytes, lengths are characters of the plain text typed by the seller.
    """

    recipients: tuple[ParticipantKind, ...]
    sends_attachments: bool
    max_attachment_bytes: int | None = None
    max_total_bytes: int | None = None
    max_attachment_count: int | None = None
    attachment_extensions: tuple[str, ...] | None = None
    min_body_length: int = 1
    max_body_length: int | None = None
    forbids_links: bool = False
    needs_inbound_address: bool = False
    # How long this marketplace finds a body, in its own units; `max_body_length` is counted in them.
    measure: Callable[[str], int] = len
    # Which characters leave as others, each once with what stands for it ("" where nothing does).
    replaces: Callable[[str], Replaced] | None = None
    # The characters that cannot leave at all, each once; a reply that holds one is refused.
    unwritable: Callable[[str], str] | None = None
    # Whether a reply goes to one of `recipients` alone, because each is a call of its own over there.
    one_recipient: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """One platform as data. `cadence` is the shortest interval between two polls that it tolerates."""

    platform: Platform
    name: str
    credential_fields: tuple[CredentialField, ...]
    capabilities: Capabilities
    cadence: timedelta
    # What the seller does over there, in order, for one marketplace of the catalogue.
    setup_steps: Callable[[MarketplaceEntry], tuple[SetupStep, ...]]
    # How long a sent reply may take to be readable before it counts as not arrived.
    settles_within: timedelta = timedelta(minutes=10)
    order_batch_size: int = 1
    credential_help: str = ""
    # What a seller must know of this platform before every answer; empty where there is nothing.
    warning: str = ""
    reads_orders: bool = True
    # Why an order is not shown where access to orders is optional and was not given; else empty.
    without_orders: str = ""
    # Whether a sent reply can be looked up there; mail cannot, only its bounce comes back.
    reads_back: bool = True
    # Whether invoices can be filed with their orders there (`port.FilingConnector`).
    files_papers: bool = False
    # Whether a shop is known by its sender's address alone, which its owner may change.
    sender_is_shop: bool = False
    secret_names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        secrets = frozenset(f.name for f in self.credential_fields if f.is_secret)
        object.__setattr__(self, "secret_names", secrets)

    @property
    def reads_history(self) -> bool:
        """Whether what was said before can be asked for; what comes by mail comes once."""
        return not self.capabilities.needs_inbound_address


_FOLDERS = {
    Platform.MIRAKL: "mirakl",
    Platform.AMAZON: "amazon",
    Platform.CDON: "cdon",
    Platform.FNAC_DARTY: "fnac_darty",
    Platform.RAKUTEN_FR: "rakuten_fr",
}


def platforms() -> tuple[Platform, ...]:
    """The platforms that have a connector in this installation."""
    return tuple(_FOLDERS)


def folder_of(platform: Platform) -> str:
    """The name of the folder that holds everything about a platform."""
    return _FOLDERS[platform]


@cache
def manifest_of(platform: Platform) -> Manifest:
    """The manifest of a platform: `MANIFEST` in its folder's `manifest.py`."""
    module = import_module(f"guichet.platforms.{folder_of(platform)}.manifest")
    manifest = module.MANIFEST
    assert isinstance(manifest, Manifest)  # noqa: S101 - a folder without a manifest is a programming error
    return manifest
