"""Sign-in by password, and sign-out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from guichet.accounts.models import Person
from guichet.accounts.signing_in.noted import note
from guichet.web.back import safe_path, to
from guichet.web.signin.company import company_label
from guichet.web.signin.throttle import wait_page

WRONG = gettext_lazy("E-mail or password is wrong. Check both and try again.")
MISSING = gettext_lazy("Type your e-mail and your password.")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and its answer; who is signed in already goes straight on."""
    target = safe_path(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "POST":
        return _try(request, target)
    if request.user.is_authenticated:
        return to(target)
    return _form(request, target)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; what the browser has kept of the pages goes too."""
    if isinstance(request.user, Person):
        note(request.user, "session.end")
    logout(request)
    response = to("/sign-in")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _try(request: HttpRequest, target: str) -> HttpResponse:
    email, password = request.POST.get("email", "").strip().lower(), request.POST.get("password", "")
    if not email or not password:
        return _form(request, target, MISSING, email)
    adapter = get_adapter(request)
    try:
        person = adapter.authenticate(request, email=email, password=password)
    except ValidationError:
        return wait_page(request, "login_failed", email)
    if person is None or not person.is_active:
        return _form(request, target, WRONG, email)
    return _let_in(request, Login(user=person, redirect_url=target, email=email), email)


def _let_in(request: HttpRequest, login: Login, email: str) -> HttpResponse:
    """Straight on, or to the second step where the person has one."""
    led = perform_password_login(request, {"email": email}, login)
    if request.POST.get("keep") != "1":
        request.session.set_expiry(0)
    return to(led["Location"])


def _form(request: HttpRequest, target: str, error: str | Promise = "", email: str = "") -> HttpResponse:
    keeps = request.method != "POST" or request.POST.get("keep") == "1"
    context = {
        "next": target, "error": error, "email": email, "keeps": keeps, "company": company_label(),
    }  # fmt: skip
    return render(request, "guichet/signin/page.html", context, status=422 if error else 200)
