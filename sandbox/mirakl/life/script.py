"""What may be said, by language and subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sandbox.mirakl.content.goods import read_toml

LANGUAGES = ("fr", "de", "es", "it", "en")
_SUBJECT_OF_REASON = {
    "23": "delivery",
    "27": "delivery",
    "24": "damage",
    "25": "invoice",
    "28": "return",
    "29": "return",
    "31": "product",
    "32": "product",
}


@dataclass(frozen=True, slots=True)
class Script:
    """One language."""

    openings: tuple[Mapping[str, Any], ...]
    answers: Mapping[str, list[str]]

    def asks_for_a_photo(self, body: str) -> bool:
        """Whether the shop wants to see something."""
        return any(word in body.lower() for word in self.answers["asks_photo"])


@cache
def script(language: str) -> Script:
    """French for a language nobody here writes."""
    data = read_toml(f"life/{language if language in LANGUAGES else LANGUAGES[0]}.toml")
    return Script(tuple(data["opening"]), data["answers"])


def subject_of(topic_value: str) -> str:
    """What kind of answer fits; "other" for a free text."""
    return _SUBJECT_OF_REASON.get(topic_value, "other")
