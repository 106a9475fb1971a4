"""What a seller sets up for Fnac and Darty (help pages of integrators; the vendor's own are not public)."""

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import SetupStep


def steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    """The same for each brand and country, which are shops of their own."""
    return (
        SetupStep(
            "Ask for the access to the API",
            "Write to marketplace.api@fnacdarty.com, name your shop and ask for the access to the API.",
            "Fnac Darty opens the API on request and gives the three values below.",
        ),
        SetupStep(
            "Copy partner id, shop id and key",
            f"Take the values of {entry.name} itself.",
            "Each brand and country is a shop of its own: the values of another one show another shop.",
        ),
    )
