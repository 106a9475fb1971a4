"""The second step: a code of the app, a recovery code or a passkey."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView
from django.http import HttpResponse


class CodeView(AuthenticateView):  # type: ignore[misc]
    """Who came by password and has a second factor."""

    template_name = "guichet/signin/code.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """422, as all refused forms of ours."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a passkey would do is known from the person's own."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context.get("js_data", {}).get("request_options", {})
        context["has_passkey"] = bool(options.get("publicKey", {}).get("allowCredentials"))
        return context


code = CodeView.as_view()
