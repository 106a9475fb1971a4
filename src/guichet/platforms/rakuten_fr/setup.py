"""What a seller sets up for Rakuten France (help pages of integrators)."""

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import SetupStep


def steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    """One marketplace, one token."""
    return (
        SetupStep(
            "Make a token",
            f"Sign in at {entry.name}, make a token and copy it. It is not your password.",
            "The web service takes the token only.",
            ("Account settings", "Tokens"),
        ),
        SetupStep(
            "Copy the seller's name",
            "Take the name you sell under, as it stands in your account. It is not your e-mail address.",
            "The token belongs to this name.",
            ("Account settings",),
        ),
    )
