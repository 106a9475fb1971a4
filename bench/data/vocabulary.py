"""The everyday words of five languages (vocabulary.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Language:
    """What is said in one language, how people are called there, and its share of all discussions."""

    weight: int
    greetings: tuple[str, ...]
    farewells: tuple[str, ...]
    subjects: tuple[str, ...]
    words: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]


@cache
def languages() -> tuple[Language, ...]:
    """All of them, the same objects each time."""
    text = (Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8")
    return tuple(
        Language(entry.pop("weight"), words=tuple(entry.pop("words").split()), **_tuples(entry))
        for entry in tomllib.loads(text).values()
    )


def _tuples(entry: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in entry.items()}
