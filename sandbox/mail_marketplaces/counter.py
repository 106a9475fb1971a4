"""HTTP of both: the order APIs, and below /_sandbox/ what a person or a test wants to see or set."""

import html
import json
from collections.abc import Callable
from email.message import EmailMessage

from werkzeug.wrappers import Request, Response

from sandbox.mail import MailPeer
from sandbox.mail_marketplaces.places import AMAZON, CDON, Places


class Counter:
    """The application. CDON's paths begin with /api/, all others outside /_sandbox/ are Amazon's."""

    def __init__(self, places: Places, peer: MailPeer) -> None:
        self._places, self._peer = places, peer
        self._pages: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "/_sandbox/"): self._page,
            ("GET", "/_sandbox/state"): self._state,
            ("POST", "/_sandbox/inbound"): self._inbound,
        }

    def answer(self, request: Request) -> Response:
        """One request."""
        page = self._pages.get((request.method, request.path))
        if page is not None:
            return page(request)
        if request.path.startswith("/_sandbox"):
            return _json({"error": "Here are /_sandbox/, /_sandbox/state and /_sandbox/inbound."}, 404)
        if request.path.startswith("/api/"):
            return self._places.cdon_api.answer(request)
        return self._places.amazon_api.answer(request)

    def _inbound(self, request: Request) -> Response:
        given = request.get_json(silent=True)
        if not isinstance(given, dict) or not all("@" in str(value) for value in given.values()):
            return _json({"error": f'Send {{"{AMAZON}": ADDRESS, "{CDON}": ADDRESS}}.'}, 400)
        self._places.receive_at({name: str(value) for name, value in given.items()})
        return _json(self._inbounds())

    def _state(self, request: Request) -> Response:
        received = [{"to": mail.recipient, "from": mail.sender} for mail in list(self._peer.received)]
        counts = {"cases": len(self._places.amazon.cases), "questions": len(self._places.cdon.questions)}
        return _json({"inbound": self._inbounds(), "received": received} | counts)

    def _inbounds(self) -> dict[str, str]:
        return {AMAZON: self._places.amazon.inbound, CDON: self._places.cdon.inbound}

    def _page(self, request: Request) -> Response:
        answers = [*self._places.amazon.answers, *self._places.cdon.answers]
        shown = "".join(_answer(message) for message in answers) or "<p>None yet.</p>"
        title = "Amazon France and CDON Sweden, by mail"
        page = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>'
            f"<p>{len(self._places.amazon.cases)} buyers wrote by Amazon, {len(self._places.cdon.questions)} "
            f"customers by CDON.</p><h2>Answers that came, each shown as often as it came</h2>{shown}</html>"
        )
        return Response(page, content_type="text/html; charset=utf-8")


def _answer(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    words = str(body.get_content()) if body is not None else ""
    heading = html.escape(f"{message['To']}: {message['Subject']}")
    return f"<h3>{heading}</h3><pre>{html.escape(words)}</pre>"


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type="application/json")
