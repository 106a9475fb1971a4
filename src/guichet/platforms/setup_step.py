"""What a seller does at the marketplace, once for each channel, so that messages come and answers leave."""

from dataclasses import dataclass

# What a step may ask to copy: a column of the channel or one of its credentials.
INBOUND_ADDRESS = "inboundAddress"
SENDER_EMAIL = "senderEmail"


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step. `where` is the way through the menus, outermost first; `why` is what goes wrong without it.

    `copies` names the value to show beside the step (`INBOUND_ADDRESS`, `SENDER_EMAIL` or None). `choices`
    are the entries to tick there, in the marketplace's own words. `url` opens the back office of this very
    marketplace; None where its address is not known.
    """

    title: str
    what: str
    why: str
    where: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    copies: str | None = None
    url: str | None = None
    is_required: bool = True
