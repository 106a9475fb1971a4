"""What allauth's pages of a signed-in person have in common with ours."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from guichet.accounts.models import Person
from guichet.accounts.signing_in.noted import note
from guichet.accounts.viewer import Viewer
from guichet.web.shell.shell import shell_of


def shown(view: Any, request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One of allauth's pages, dressed as below."""
    response: HttpResponse = view.as_view(viewer=viewer)(request)
    return response


def note_added(request: HttpRequest, kind: str) -> None:
    """For the audit."""
    if isinstance(request.user, Person):
        note(request.user, "factor.add", {"kind": kind})


class Shown:
    """Inside the shell; a refused form answers 422."""

    viewer: Any = None  # a Viewer; class-based views take only what their class names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the shell needs, too."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["shell"] = shell_of(self.request, self.viewer, "security")  # type: ignore[attr-defined]
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what was wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response
