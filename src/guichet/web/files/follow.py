"""Files by the links that customers were sent: without a session, always saved, never shown."""

from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.scope import within
from guichet.inbox.actions.count_download import count_download
from guichet.inbox.files import open_file
from guichet.inbox.link_lines import ENGLISH
from guichet.inbox.models import Attachment, AttachmentState, FileLink
from guichet.inbox.queries.file_link import file_link
from guichet.web.files.download import disposition_of

# Nothing loads, nothing runs, should a browser show it all the same (CSP 3, sandbox).
POLICY = "default-src 'none'; sandbox"
# Not indexed (robots meta rules of search engines), kept by nobody, and its address told to nobody.
DISCREET = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}
GONE = {
    "fr": "Ce lien n’est plus valable. Redemandez le fichier au vendeur en répondant à son message.",
    "de": "Dieser Link ist nicht mehr gültig. Bitten Sie den Verkäufer in einer Antwort erneut um die Datei.",
    "es": "Este enlace ya no es válido. Pida de nuevo el archivo al vendedor respondiendo a su mensaje.",
    "it": "Questo link non è più valido. Richieda il file al venditore rispondendo al suo messaggio.",
    "pt": "Esta ligação já não é válida. Peça de novo o ficheiro ao vendedor respondendo à mensagem dele.",
    "en": "This link is no longer valid. Ask the seller for the file again by answering their message.",
    "nl": "Deze link is niet meer geldig. Vraag de verkoper opnieuw om het bestand door te antwoorden.",
}
UNKNOWN = "There is no file under this address. Check that the whole link was copied from the message."


@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponseBase:
    """The bytes as a download; 410 once expired or withdrawn (RFC 9110), 404 for what was never given."""
    link = file_link(token)
    if link is None:
        answer: HttpResponseBase = _nothing(request, UNKNOWN, ENGLISH, 404)
    else:
        with within(link.account_id):
            answer = _answer(request, link)
    for name, value in DISCREET.items():
        answer[name] = value
    return answer


def _answer(request: HttpRequest, link: FileLink) -> HttpResponseBase:
    gone = GONE.get(link.language, GONE[ENGLISH])
    if not link.is_good or link.attachment.state != AttachmentState.STORED:
        return _nothing(request, gone, link.language, 410)
    try:
        stream = open_file(link.attachment)
    except FileNotFoundError:
        return _nothing(request, gone, link.language, 404)
    # A browser that only asks for the headers downloads nothing.
    if request.method == "GET" and not count_download(link):
        stream.close()
        return _nothing(request, gone, link.language, 410)
    return _download(link.attachment, stream)


def _download(file: Attachment, stream: BinaryIO) -> FileResponse:
    response = FileResponse(stream, content_type=file.content_type)
    response["Content-Disposition"] = disposition_of(file, is_saved=True)
    response["Content-Length"] = str(file.size_bytes)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _nothing(request: HttpRequest, sentence: str, language: str, status: int) -> HttpResponse:
    context = {"sentence": sentence, "language": language}
    return render(request, "guichet/gone.html", context, status=status)
