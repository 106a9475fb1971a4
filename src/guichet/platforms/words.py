"""The closed vocabularies that connectors and the rest of the house share."""

from enum import StrEnum


class Platform(StrEnum):
    """The protocol family behind a marketplace."""

    AMAZON = "AMAZON"
    MIRAKL = "MIRAKL"
    FNAC_DARTY = "FNAC_DARTY"
    RAKUTEN_FR = "RAKUTEN_FR"
    CDON = "CDON"


class ParticipantKind(StrEnum):
    """Which side of the counter someone stands on."""

    CUSTOMER = "CUSTOMER"
    MARKETPLACE = "MARKETPLACE"
    MERCHANT = "MERCHANT"


class DiscussionType(StrEnum):
    """What a discussion is about; found by the connector."""

    PRODUCT = "PRODUCT"
    ORDER = "ORDER"
    OTHER = "OTHER"
