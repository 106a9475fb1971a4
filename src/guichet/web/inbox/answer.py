"""That no answer is needed, said from a list or from a conversation."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import RefusalError
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.waive_answer import HERE_ONLY, waive_answer
from guichet.web.gate import members_only
from guichet.web.inbox.shared import counted, done, ids_of, refused


@require_POST
@members_only
def change_answer(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Stops the clock of all that are ticked, or lets it go on: `needed` is 0 or 1."""
    waived = request.POST.get("needed") != "1"
    try:
        ids = waive_answer(viewer, ids_of(request.POST), waived=waived)
    except RefusalError as refusal:
        return refused(request, refusal)
    sentence = _("No reply needed: %(what)s.") if waived else _("A reply is awaited again: %(what)s.")
    words = sentence % {"what": counted(ids)}
    return done(request, viewer, f"{words} {HERE_ONLY}" if waived else words)
