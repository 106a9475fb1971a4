"""The menu of the person who reads: what it decides by, and the words that are theirs."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guichet.accounts.models import Person
from guichet.web.moulds import filled
from guichet.web.shell.shell import Shell

TEMPLATE = "guichet/shell/person.html"


class PersonMenu(NamedTuple):
    """Their settings, and what they may see."""

    theme: str
    density: str
    language: str
    may_manage: bool
    may_audit: bool
    has_api: bool


def person_menu_of(request: HttpRequest, shell: Shell, csrf_token: str) -> SafeString:
    """The menu, drawn."""
    person, setup = request.user, shell.setup
    chosen = (person.theme, person.density, person.language) if isinstance(person, Person) else ("", "", "")
    kind = PersonMenu(*chosen, setup.may_manage, setup.may_audit, setup.has_api)
    words = {"name": shell.viewer.name, "here": request.get_full_path(), "csrf_token": csrf_token}
    return filled(TEMPLATE, get_language() or "en", kind, words)
