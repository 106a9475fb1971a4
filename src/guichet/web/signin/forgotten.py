"""A new password for those who forgot theirs."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from guichet.accounts.actions.ask_for_password import ask_for_password
from guichet.accounts.actions.reset_password import person_of_link, reset_password
from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.web.back import to
from guichet.web.signin.throttle import is_throttled, wait_page

ASK = "reset_password"
CHOOSE = "reset_password_from_key"
PAGE = "/sign-in/new-password"
# What the session calls the link that it came by.
LINK = "password_link"
NOBODY = str(UUID(int=0))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for the address; what it answers is the same for every address."""
    can_mail = bool(settings.GUICHET_SMTP_URL and settings.GUICHET_BASE_URL)
    email = request.POST.get("email", "").strip().lower()
    if not can_mail or not email:
        return render(request, "guichet/signin/forgotten.html", {"can_mail": can_mail})
    if is_throttled(request, ASK, email):
        return wait_page(request, ASK, email)
    ask_for_password(email)
    return render(request, "guichet/signin/forgotten.html", {"can_mail": True, "asked": email})


@never_cache
@require_http_methods(["GET", "HEAD"])
def letter_link(request: HttpRequest, person_id: UUID, token: str) -> HttpResponse:
    """Where the letter leads: the token moves into the session, out of addresses, logs and histories."""
    request.session.pop(LINK, None)
    if person_of_link(person_id, token) is not None:
        request.session[LINK] = [str(person_id), token]
    return to(PAGE)


@sensitive_post_parameters("new_password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """The form of a link, which works once; too many tries wait."""
    if is_throttled(request, CHOOSE):
        return wait_page(request, CHOOSE)
    person_id, token = request.session.get(LINK, (NOBODY, ""))
    person = person_of_link(UUID(person_id), token)
    if person is None:
        return render(request, "guichet/signin/new_password.html", {"is_over": True}, status=404)
    error = ""
    if request.method == "POST":
        try:
            return _chosen(request, person.pk, token)
        except RefusalError as refusal:
            error = refusal.problems[0].message
    context = {"person": person, "error": error}
    return render(request, "guichet/signin/new_password.html", context, status=422 if error else 200)


def _chosen(request: HttpRequest, person_id: UUID, token: str) -> HttpResponse:
    """Not signed in by it: the second step, where there is one, still stands."""
    new = request.POST.get("new_password", "")
    if new != request.POST.get("again", ""):
        raise refuse(
            ErrorCode.INVALID, _("This is not what the field above says. Type the new password twice.")
        )
    reset_password(person_id, token, new)
    request.session.pop(LINK, None)
    notices.success(request, _("Your new password is set. Sign in with it."))
    return to("/sign-in")
