"""Amazon's marketplaces (SP-API documentation, "Marketplace IDs" and "SP-API endpoints")."""

from dataclasses import dataclass

# Login with Amazon answers for all regions under one address.
LOGIN = "https://api.amazon.com"
_NORTH_AMERICA = "https://sellingpartnerapi-na.amazon.com"
_EUROPE = "https://sellingpartnerapi-eu.amazon.com"
_FAR_EAST = "https://sellingpartnerapi-fe.amazon.com"


@dataclass(frozen=True, slots=True)
class Place:
    """One marketplace: its id, its shop's domain, and where its API answers."""

    marketplace_id: str
    domain: str
    api: str

    @property
    def back_office(self) -> str:
        """Seller Central."""
        return f"https://sellercentral.{self.domain}"


PLACES = {
    "us": Place("ATVPDKIKX0DER", "amazon.com", _NORTH_AMERICA),
    "ca": Place("A2EUQ1WTGCTBG2", "amazon.ca", _NORTH_AMERICA),
    "mx": Place("A1AM78C64UM0Y8", "amazon.com.mx", _NORTH_AMERICA),
    "br": Place("A2Q3Y263D00KWC", "amazon.com.br", _NORTH_AMERICA),
    "uk": Place("A1F83G8C2ARO7P", "amazon.co.uk", _EUROPE),
    "ie": Place("A28R8C7NBKEWEA", "amazon.ie", _EUROPE),
    "fr": Place("A13V1IB3VIYZZH", "amazon.fr", _EUROPE),
    "be": Place("AMEN7PMS3EDWL", "amazon.com.be", _EUROPE),
    "nl": Place("A1805IZSGTT6HS", "amazon.nl", _EUROPE),
    "de": Place("A1PA6795UKMFR9", "amazon.de", _EUROPE),
    "it": Place("APJ6JRA9NG5V4", "amazon.it", _EUROPE),
    "es": Place("A1RKKUPIHCS9HS", "amazon.es", _EUROPE),
    "se": Place("A2NODRKZP88ZB9", "amazon.se", _EUROPE),
    "pl": Place("A1C3SOZRARQ6R3", "amazon.pl", _EUROPE),
    "tr": Place("A33AVAJ2PDY3EV", "amazon.com.tr", _EUROPE),
    "za": Place("AE08WJ6YKNBMC", "amazon.co.za", _EUROPE),
    "eg": Place("ARBP9OOSHTCHU", "amazon.eg", _EUROPE),
    "sa": Place("A17E79C6D8DWNP", "amazon.sa", _EUROPE),
    "ae": Place("A2VIGQ35RCS4UG", "amazon.ae", _EUROPE),
    "in": Place("A21TJRUUN4KGV", "amazon.in", _EUROPE),
    "sg": Place("A19VAU5U5O7RUS", "amazon.sg", _FAR_EAST),
    "au": Place("A39IBJ37TRP1C6", "amazon.com.au", _FAR_EAST),
    "jp": Place("A1VC38T7YXB528", "amazon.co.jp", _FAR_EAST),
}
DOMAINS = frozenset(place.domain for place in PLACES.values())
# Buyers' aliases live one label below the shop's domain.
ALIAS_LABEL = "marketplace."


def place_of(code: str) -> Place | None:
    """The marketplace of a catalogue code such as `amazon-fr`."""
    return PLACES.get(code.removeprefix("amazon-"))


def home_of(domain: str) -> str | None:
    """The shop's domain behind a sender's; None for anybody else, by whole labels."""
    shop = domain.removeprefix(ALIAS_LABEL)
    return shop if shop in DOMAINS else None


def is_alias(domain: str) -> bool:
    """Whether buyers' aliases live at this domain."""
    return domain.startswith(ALIAS_LABEL) and home_of(domain) is not None
