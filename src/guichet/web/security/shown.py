"""What allauth's pages of a signed-in person have in common with ours."""

from typing import Any

from django.http import HttpResponse

from guichet.accounts.viewer import Viewer
from guichet.web.shell.shell import shell_of


class Shown:
    """Inside the shell; a refused form answers 422."""

    viewer: Viewer | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the shell needs, too."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        assert self.viewer is not None
        context["shell"] = shell_of(self.request, self.viewer, "security")  # type: ignore[attr-defined]
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response
