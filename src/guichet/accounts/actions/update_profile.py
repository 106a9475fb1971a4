"""Changes a person's own profile."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.actions.set_preferences import ALLOWED
from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.models import Person
from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer

MAX_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanges:
    """What to change; None leaves it as it is. An empty language or time zone means: the browser's."""

    name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    theme: str | None = None
    density: str | None = None
    opens_next: bool | None = None
    has_single_keys: bool | None = None


def update_profile(viewer: Viewer, changes: ProfileChanges) -> Person:
    """The person with the changes kept; RefusalError with every value that cannot be, and nothing is kept."""
    person = person_of(viewer)
    given = {
        field.name: value.strip() if isinstance(value, str) else value
        for field in fields(changes)
        if (value := getattr(changes, field.name)) is not None
    }
    problems = list(_problems(given))
    if problems:
        raise RefusalError(*problems)
    before = {name: getattr(person, name) for name, value in given.items() if getattr(person, name) != value}
    for name, value in given.items():
        setattr(person, name, value)
    if before:
        _save(viewer, person, before)
    return person


def _save(viewer: Viewer, person: Person, before: dict[str, str | bool]) -> None:
    with transaction.atomic():
        person.save(update_fields=list(before))
        after = {name: getattr(person, name) for name in before}
        record(viewer, "person.update", "person", person.pk, before, after)


def _problems(given: dict[str, str | bool]) -> Iterator[Problem]:
    name, zone = given.get("name"), given.get("time_zone")
    if isinstance(name, str):
        yield from name_problems(name)
    if zone and zone not in available_timezones():
        yield Problem(
            ErrorCode.INVALID, _("Choose a time zone of the list, such as Europe/Paris."), "time_zone"
        )
    for field, allowed in ALLOWED.items():
        if field in given and given[field] not in allowed:
            yield Problem(ErrorCode.INVALID, _("This is none of the choices."), field)


def name_problems(name: str) -> Iterator[Problem]:
    """What keeps a text from being a person's name, on the field `name`."""
    if not name:
        yield Problem(ErrorCode.REQUIRED, _("Your name is missing; fill it in."), "name")
    if len(name) > MAX_NAME:
        sentence = _("The name is longer than %(most)s characters.") % {"most": MAX_NAME}
        yield Problem(ErrorCode.TOO_LONG, sentence, "name")
    if not name.isprintable():
        yield Problem(ErrorCode.INVALID, _("The name holds characters that no name has."), "name")
