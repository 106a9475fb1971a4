"""Asking for marketplaces."""

from guichet.api.enums import Platform
from guichet.api.field import resolved
from guichet.api.marketplace.types import Marketplace, marketplace
from guichet.platforms import catalogue
from guichet.platforms.manifest import platforms


@resolved(
    "The marketplaces that can be activated, as catalogue entries; `search` takes words of a "
    "name, a code or a country."
)
def marketplaces(search: str | None = None, platform: Platform | None = None) -> list[Marketplace]:
    """Those whose platform this installation speaks."""
    spoken = platforms()
    return [marketplace(e) for e in catalogue.search(search, platform) if e.platform in spoken]
