"""What a seller sets up for Amazon, country by country (Seller Central help: notification preferences,
messaging permissions; the names of the menus are those of the English edition)."""

from functools import partial

from guichet.platforms.amazon.places import place_of
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.setup_step import INBOUND_ADDRESS, SENDER_EMAIL, SetupStep

_PREFERENCES = ("Settings", "Notification preferences")


def steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    """The steps of one country; Amazon keeps all of these settings for each country by itself."""
    place = place_of(entry.code)
    step = partial(SetupStep, url=place.back_office if place else None)
    return (
        step(
            f"Open Seller Central of {entry.name}",
            f"Sign in and choose {entry.name} in the list of countries at the top.",
            "Every setting below holds for one country alone: who sells in five does this five times.",
        ),
        step(
            "Have buyers' messages sent here",
            "Add the address beside this step, or that of your own mailbox where you gave one, to each of "
            "these notifications, and save.",
            "Amazon hands messages over by mail only; without this no conversation arrives.",
            (*_PREFERENCES, "Messaging"),
            ("Buyer messages", "Confirmation notifications", "Delivery failures", "Buyer opt-out"),
            INBOUND_ADDRESS,
        ),
        step(
            "Have returns and claims sent here",
            "Add the same address to each of these notifications, and save.",
            "Returns, refunds and A-to-z claims then stand in the conversation of their order.",
            (*_PREFERENCES, "Returns and claims"),
            ("Return requests", "Claims", "Refunds"),
            INBOUND_ADDRESS,
        ),
        step(
            "Approve the address your answers come from",
            "Add the address beside this step and wait until its state is Approved.",
            "Amazon refuses every answer that comes from another address.",
            ("Messages", "Messaging permissions"),
            copies=SENDER_EMAIL,
        ),
        SetupStep(
            "Let your mail server send for this address",
            "At the provider of its domain, let SPF and DKIM name the server that Guichet sends through.",
            "Mail that is not proven to be yours may be dropped on the way without a word.",
            copies=SENDER_EMAIL,
        ),
        step(
            "Give access to order data",
            "Make a private app with the restricted roles for delivery and for tax, authorise it for "
            "your own account, and enter client id, client secret and refresh token in Guichet.",
            "Without it conversations work, and the panel beside them says that no order can be shown.",
            ("Apps and services", "Develop apps"),
            is_required=False,
        ),
        step(
            "Wait for the first message",
            "Nothing to do: the first proven mail of Amazon shows on the page of this marketplace.",
            "A test mail of your own proves only that Guichet receives, not that Amazon sends.",
            is_required=False,
        ),
    )
