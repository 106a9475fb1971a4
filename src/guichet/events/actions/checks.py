"""What a webhook may be: its address, what it hears of, and of which stores."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.events.models import EventKind
from guichet.platforms.http.addresses import is_public

AT_MOST = 20
MAX_URL = 2000
ASKABLE = [kind.value for kind in EventKind if kind is not EventKind.TEST]


def checked_url(given: str) -> str:
    """The address; RefusalError REQUIRED or INVALID. Where a name leads is checked at each call."""
    url = given.strip()
    if not url:
        raise refuse(ErrorCode.REQUIRED, _("Type the address that is to be told."), "url")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _no_address() from None
    if len(url) > MAX_URL or parts.scheme not in ("https", "http") or not host or not url.isprintable():
        raise _no_address()
    if parts.username or parts.password:
        raise _bad_url(_("Leave user and password out of the address: what is sent is signed instead."))
    if not settings.GUICHET_ALLOW_PRIVATE_HOSTS:
        _must_be_public(parts.scheme, host)
    return url


def checked_kinds(given: Collection[str]) -> list[str]:
    """What it hears of, in our order; RefusalError INVALID for others. None at all stands for all."""
    unknown = [kind for kind in given if kind not in ASKABLE]
    if unknown:
        message = _("There is no event %(kind)s; there are %(kinds)s.")
        values = {"kind": unknown[0][:100], "kinds": ", ".join(ASKABLE)}
        raise refuse(ErrorCode.INVALID, message % values, "kinds")
    return [kind for kind in ASKABLE if kind in given]


def checked_stores(viewer: Viewer, given: Collection[UUID] | None) -> list[UUID] | None:
    """The stores it hears of, None for all; nobody lets out more than they may see."""
    if given is not None:
        if not given:
            raise refuse(ErrorCode.REQUIRED, _("Choose a store, or all of them."), "storeIds")
        return sorted({store_of(viewer, key).pk for key in given})
    if viewer.store_ids is not None:
        message = _("You see some stores only: choose which of them the webhook hears of.")
        raise refuse(ErrorCode.REQUIRED, message, "storeIds")
    return None


def _must_be_public(scheme: str, host: str) -> None:
    if scheme != "https":
        raise _bad_url(_("The address must begin with https://, so that nobody reads what is sent to it."))
    try:
        ip_address(host)
        is_reachable = is_public(host)
    except ValueError:
        is_reachable = host != "localhost" and not host.endswith(".localhost")
    if not is_reachable:
        raise _bad_url(_("This address is in a private network, which is not called from here."))


def _no_address() -> RefusalError:
    return _bad_url(_("This is not a web address. Type one such as https://tickets.example.com/guichet."))


def _bad_url(message: str) -> RefusalError:
    return refuse(ErrorCode.INVALID, message, "url")
