"""Keeps how a person likes the pages."""

from collections.abc import Mapping

from guichet.accounts.models import Person

ALLOWED = {
    "theme": ("", "light", "dark"),
    "density": ("", "comfortable"),
    "language": ("", "en", "fr", "es", "de", "it"),
}


def set_preferences(person: Person, given: Mapping[str, str]) -> None:
    """Keep the known preferences on the person's own profile; unknown names and values are left out."""
    chosen = {name: given[name] for name, values in ALLOWED.items() if given.get(name) in values}
    for name, value in chosen.items():
        setattr(person, name, value)
    if chosen:
        person.save(update_fields=list(chosen))
