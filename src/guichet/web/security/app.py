"""Adding an authenticator app (TOTP, RFC 6238)."""

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guichet.accounts.queries.factors import factors_of
from guichet.accounts.viewer import Viewer
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.security.page import PAGE
from guichet.web.security.shown import Shown, note_added, shown


class AppView(Shown, ActivateTOTPView):  # type: ignore[misc]
    """The code to scan, its secret as text, and the field for a first code."""

    template_name = "guichet/security/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The drawing stands in the page itself: the policy lets no data: image in."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["drawing"] = _drawn(context["totp_svg"])
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """On to the recovery codes, where it is the first second step."""
        response: HttpResponse = super().form_valid(form)
        note_added(self.request, "totp")
        notices.success(self.request, _("Your app is set up. From now on sign-in asks for its code."))
        return response


def _drawn(svg: str) -> SafeString:
    """Without the XML declaration; the drawing is qrcode's, of a text that holds nothing but paths."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308


@never_cache
@members_only
def app(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Whoever has one already is led to the page where it can be removed."""
    if factors_of(viewer).app:
        return to(PAGE)
    return shown(AppView, request, viewer)
