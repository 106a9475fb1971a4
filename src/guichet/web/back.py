"""Where a form leads once it is done."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(request: HttpRequest, given: str | None, otherwise: str = "/") -> str:
    """The path that a form or an address names, where it is one of our own site's."""
    if not given or not given.startswith("/"):
        return otherwise
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None, require_https=request.is_secure())
    return given if ours else otherwise


def back(request: HttpRequest, otherwise: str = "/") -> HttpResponseRedirect:
    """303 (RFC 9110) to the field `next`: a reload of the page that follows posts nothing again."""
    return to(safe_path(request, request.POST.get("next"), otherwise))


def to(path: str) -> HttpResponseRedirect:
    """303 to a path of ours."""
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response
