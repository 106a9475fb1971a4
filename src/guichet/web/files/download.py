"""Files by signed links: for whoever holds one, for as long as it is good."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment, AttachmentState
from guichet.inbox.queries.signed_file import signed_file

# Shown in the browser; anything else is saved, so that nothing a customer sends runs here.
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})
# Not even these may run or load anything (CSP 3, sandbox), and only our own pages may frame them.
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
# A browser's own reader of PDF is an object; Chromium's stays blank in a sandbox and without object-src.
PDF = "application/pdf"
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
SENTENCES = {
    AttachmentState.WAITING: gettext_lazy("This file is still being fetched. Try again in a few minutes."),
    AttachmentState.FAILED: gettext_lazy(
        "The marketplace no longer has this file, and Guichet never got it."
    ),
    AttachmentState.QUARANTINED: gettext_lazy(
        "The malware scanner found something in this file, so it is given to nobody."
    ),
}


@require_safe
def download(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The bytes of an attachment, under its own name (RFC 6266, RFC 8187)."""
    file = signed_file(signed)
    if file is None:
        sentence = _("This link to a file is mistyped or older than 90 days. Open the conversation again.")
        raise Http404(sentence)
    return bytes_of(file)


def bytes_of(file: Attachment) -> FileResponse:
    """A file as a browser may show or save it; Http404 with a sentence while there is nothing to give."""
    if file.state != AttachmentState.STORED:
        raise Http404(SENTENCES[AttachmentState(file.state)])
    try:
        stream = open_file(file)
    except FileNotFoundError as error:
        raise Http404(_("The file is no longer on this server's disk. Restore it from a backup.")) from error
    response = FileResponse(stream, content_type=file.content_type)
    response["Content-Disposition"] = disposition_of(file, is_saved=file.content_type not in INLINE)
    response["Content-Length"] = str(file.size_bytes)
    response["Content-Security-Policy"] = PDF_POLICY if file.content_type == PDF else POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def disposition_of(file: Attachment, *, is_saved: bool) -> str:
    """The header that names a file, saved or shown."""
    return content_disposition_header(is_saved, _tidy(file.file_name)) or "attachment"


def _tidy(name: str) -> str:
    """No path and no control character: marketplaces hand over what customers' computers called it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip() or "file"
