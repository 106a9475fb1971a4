"""A person's own profile: how they are called and how the pages speak, look and act for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guichet.accounts.actions.update_profile import ProfileChanges, update_profile
from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.models import Person
from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.settings.zones import zones
from guichet.web.shell.shell import shell_of

PAGE = "/settings/profile"
TEXTS = ("name", "language", "time_zone", "theme", "density")
SWITCHES = ("opens_next", "has_single_keys")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def profile(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The form; what was saved is said in the language that was chosen."""
    if request.method != "POST":
        return profile_page(request, viewer)
    try:
        person = update_profile(viewer, _changes(request.POST))
    except RefusalError as refusal:
        return profile_page(request, viewer, refusal.problems, request.POST)
    with translation.override(person.language or translation.get_language_from_request(request)):
        notices.success(request, _("Your profile is saved."))
    return to(PAGE)


def profile_page(
    request: HttpRequest,
    viewer: Viewer,
    problems: Sequence[Problem] = (),
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page, with what a refused form held and what was wrong with it; 422 then."""
    if any(problem.code is ErrorCode.FORBIDDEN for problem in problems):
        raise RefusalError(*problems)
    person = person_of(viewer)
    context: dict[str, Any] = {
        "shell": shell_of(request, viewer, "profile"),
        "person": person,
        "value": _values(person, given),
        "error": {problem.field: problem.message for problem in reversed(problems)},
        "problems": problems,
        "languages": settings.LANGUAGES,
        "zones": zones(),
        "zone_now": timezone.get_current_timezone_name(),
    }
    return render(request, "guichet/settings/profile.html", context, status=422 if problems else 200)


def _changes(form: QueryDict) -> ProfileChanges:
    """What the form holds; an unticked box sends nothing."""
    texts = {name: form.get(name, "") for name in TEXTS}
    return ProfileChanges(**texts, opens_next="opens_next" in form, has_single_keys="has_single_keys" in form)


def _values(person: Person, given: Mapping[str, str] | None) -> dict[str, str | bool]:
    if given is None:
        return {name: getattr(person, name) for name in (*TEXTS, *SWITCHES)}
    values: dict[str, str | bool] = {name: given.get(name, "") for name in TEXTS}
    return values | {name: name in given for name in SWITCHES}
