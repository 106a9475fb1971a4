"""What a seller still sets up at the marketplace, with the values to paste there."""

from collections.abc import Mapping
from dataclasses import dataclass

from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.manifest import manifest_of
from guichet.platforms.setup_step import INBOUND_ADDRESS, SENDER_EMAIL, SetupStep


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is shown.

    `copied` is the value to paste over there, empty where there is none yet. `url` is empty where the step
    before it leads to the same place.
    """

    step: SetupStep
    copied: str
    says_where_it_comes: bool
    url: str


def steps_of(entry: MarketplaceEntry, *, inbound_address: str = "", sender: str = "") -> list[Step]:
    """All of a marketplace, in order; before the activation without the values."""
    values: Mapping[str, str] = {INBOUND_ADDRESS: inbound_address, SENDER_EMAIL: sender}
    steps = manifest_of(entry.platform).setup_steps(entry)
    befores = [None, *(step.url for step in steps)]
    return [
        Step(
            step,
            copied=values.get(step.copies or "", ""),
            says_where_it_comes=step.copies == INBOUND_ADDRESS and not inbound_address,
            url=step.url or "" if step.url != before else "",
        )
        for step, before in zip(steps, befores, strict=False)
    ]
