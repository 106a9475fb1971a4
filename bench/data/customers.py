"""The people of a discussion."""

import json
from dataclasses import dataclass
from random import Random

from bench.data.rare_words import rare_word
from bench.data.vocabulary import Language

_PLAIN = str.maketrans("éèêëàâäáãîïíìôöóòûüúùñçœßğşØø", "eeeeaaaaaiiiioooouuuuncosgsoo")
OPERATOR_SHARE = 0.12
EMAIL_SHARE = 0.4
COMMON_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes; `json` holds the fields of `platforms.port.Participant`."""

    kind: str
    name: str
    json: str


def customer(dice: Random, language: Language, family: str | None = None) -> Person:
    """A customer with a name of their language; some marketplaces tell an address."""
    name = f"{dice.choice(language.given)} {family or _family(dice, language)}"
    number = dice.randrange(10_000_000)
    email = f"{_local(name)}.{number}@mail.example" if dice.random() < EMAIL_SHARE else None
    return person("CUSTOMER", name, f"cust-{number}", email)


def _family(dice: Random, language: Language) -> str:
    """Some names are met every day, most are not."""
    return dice.choice(language.family) if dice.random() < COMMON_SHARE else rare_word(dice).capitalize()


def person(kind: str, name: str, marketplace_id: str | None = None, email: str | None = None) -> Person:
    """A participant, as discussions keep them."""
    fields = {"kind": kind, "name": name, "marketplace_id": marketplace_id, "email": email}
    return Person(kind, name, json.dumps(fields, ensure_ascii=False))


def _local(name: str) -> str:
    return name.lower().translate(_PLAIN).replace(" ", ".").replace("'", "")
