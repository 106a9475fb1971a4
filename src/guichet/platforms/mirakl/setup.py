"""What a seller sets up for a Mirakl operator (Mirakl help: API key, user rights)."""

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import SetupStep


def steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    """The same for every operator."""
    return (
        SetupStep(
            "Copy the address of the back office",
            f"Sign in at {entry.name} as a seller and copy the first part of the address, up to the first "
            "single slash.",
            "Every operator has an address of its own; the key works there only.",
            url=entry.base_url,
        ),
        SetupStep(
            "Copy the API key",
            "Copy the key that stands there. Generate one only where there is none.",
            "A new key makes the old one useless in every other tool that has it.",
            ("Your name at the top right", "API key"),
            url=entry.base_url,
        ),
        SetupStep(
            "Name the shop, if you have several",
            "If your user belongs to several shops of this marketplace, copy the id of the one meant.",
            "Without it the marketplace answers for its default shop.",
            ("My account", "Shop"),
            url=entry.base_url,
            is_required=False,
        ),
    )
