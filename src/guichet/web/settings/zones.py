"""The time zones that a person may choose."""

from functools import cache
from zoneinfo import available_timezones

# What people live in; the rest of the list are aliases and offsets.
REGIONS = (
    "Europe", "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Indian",
    "Pacific",
)  # fmt: skip

Zone = tuple[str, str]
"""The IANA name, and what is shown of it."""


@cache
def zones() -> tuple[tuple[str, tuple[Zone, ...]], ...]:
    """By region, Europe first; a city as it is written: ("Europe", (("Europe/Paris", "Paris"), …))."""
    names = sorted(available_timezones())
    regions = [(region, _of(region, names)) for region in REGIONS]
    return (*((region, found) for region, found in regions if found), ("UTC", (("UTC", "UTC"),)))


def _of(region: str, names: list[str]) -> tuple[Zone, ...]:
    start = f"{region}/"
    return tuple((n, n.removeprefix(start).replace("_", " ")) for n in names if n.startswith(start))
