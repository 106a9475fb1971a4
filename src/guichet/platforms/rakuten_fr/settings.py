"""What nobody outside Rakuten knows for sure, each with a default and an environment variable to change it.

Read once, when the platform is first used. README.md tells where each default comes from.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from guichet.platforms.rakuten_fr.notices import DEFAULT

PREFIX = "GUICHET_RAKUTEN_"
PARIS = ZoneInfo("Europe/Paris")
_CHARSETS = ("iso-8859-1", "utf-8")
_METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Settings:
    """Lengths in bytes, paces in calls an hour.

    `max_bytes`: the longest reply. `charset`: how the query is percent-encoded. `send_method`: of the two
    calls that write. `reads_per_hour`: reading that nobody waits for stops there. `history_items`: how many
    sold items a first connection looks through. `amicable_days`: working days to settle a claim.
    `zone`: of every date they write. `notices`: how subjects of mails begin that ask for nothing.
    """

    max_bytes: int = 475
    charset: str = "iso-8859-1"
    send_method: str = "GET"
    reads_per_hour: int = 60
    history_items: int = 2000
    amicable_days: int = 3
    zone: ZoneInfo = PARIS
    notices: re.Pattern[str] = re.compile(DEFAULT, re.IGNORECASE)


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings with what the environment changes; ValueError names the variable and what it takes."""
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    defaults = Settings()
    return Settings(
        max_bytes=_whole(given, "MAX_BYTES", defaults.max_bytes, least=1),
        charset=_choice(given, "CHARSET", defaults.charset, _CHARSETS),
        send_method=_choice(given, "SEND_METHOD", defaults.send_method, _METHODS),
        reads_per_hour=_whole(given, "READS_PER_HOUR", defaults.reads_per_hour, least=0),
        history_items=_whole(given, "HISTORY_ITEMS", defaults.history_items, least=0),
        amicable_days=_whole(given, "AMICABLE_DAYS", defaults.amicable_days, least=0),
        zone=_zone(given, defaults.zone),
        notices=_pattern(given, defaults.notices),
    )


def _whole(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    value = given.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise ValueError(f"{PREFIX}{name} must be a whole number, {least} or more.")
    return int(value)


def _choice(given: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = given.get(name, default)
    found = next((choice for choice in allowed if choice.casefold() == value.casefold()), None)
    if found is None:
        raise ValueError(f"{PREFIX}{name} must be {' or '.join(allowed)}.")
    return found


def _pattern(given: Mapping[str, str], default: re.Pattern[str]) -> re.Pattern[str]:
    try:
        return re.compile(given["NOTICES"], re.IGNORECASE) if "NOTICES" in given else default
    except re.error:
        raise ValueError(f"{PREFIX}NOTICES must be a regular expression.") from None


def _zone(given: Mapping[str, str], default: ZoneInfo) -> ZoneInfo:
    value = given.get("ZONE")
    if value is None:
        return default
    if value not in available_timezones():
        raise ValueError(f"{PREFIX}ZONE must be the name of a time zone, such as Europe/Paris.")
    return ZoneInfo(value)


SETTINGS = from_environment(os.environ)
