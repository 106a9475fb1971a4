"""What a seller sets up for CDON (CDON help: customer service in Reclaimit, escalations)."""

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import INBOUND_ADDRESS, SENDER_EMAIL, SetupStep

RECLAIMIT = (
    "CDON handles errands in Reclaimit. A notification from there can be read here, but must be answered "
    "and given its status in Reclaimit: without it CDON escalates after 24 hours (72 for an ongoing "
    "errand) and may refund the customer."
)


def steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    """The same for the four countries, but each account has its own contact address."""
    return (
        SetupStep(
            "Ask CDON for the access to your orders",
            f"Ask CDON's merchant support for merchant id and token of your account at {entry.name}.",
            "Orders are read with them; CDON makes them for each merchant on request.",
        ),
        SetupStep(
            "Have customers' mail sent here",
            "Enter the address beside this step, or that of your own mailbox where you gave one, as the "
            "contact e-mail, and save.",
            "CDON sends what customers write to this address and to no other.",
            ("Settings", "Update Company Info", "Customer Service", "Contact email"),
            copies=INBOUND_ADDRESS,
        ),
        SetupStep(
            "Let your mail server send for the address of your answers",
            "At the provider of its domain, let SPF and DKIM name the server that Guichet sends through.",
            "Mail that is not proven to be yours may be dropped on the way without a word.",
            copies=SENDER_EMAIL,
        ),
        SetupStep(
            "Go on with errands in Reclaimit",
            "Keep somebody who answers errands and gives them their status in Reclaimit.",
            RECLAIMIT,
            ("Reclaimit",),
        ),
    )
