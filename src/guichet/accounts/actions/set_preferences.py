"""Keeps how a person likes the pages."""

from collections.abc import Mapping

from guichet.accounts.models import Person

ALLOWED = {
    "theme": ("", "light", "dark"),
    "density": ("", "comfortable"),
    "language": ("", "en", "fr", "es", "de", "it"),
}


# Switches of the pages, by what their form sends.
SWITCHES = {"has_single_keys": {"on": True, "off": False}}


def set_preferences(person: Person, given: Mapping[str, str]) -> None:
    """Keep the known preferences on the person's own profile; unknown names and values are left out."""
    chosen: dict[str, str | bool] = {
        name: given[name] for name, values in ALLOWED.items() if given.get(name) in values
    }
    chosen |= {name: values[given[name]] for name, values in SWITCHES.items() if given.get(name) in values}
    for name, value in chosen.items():
        setattr(person, name, value)
    if chosen:
        person.save(update_fields=list(chosen))
