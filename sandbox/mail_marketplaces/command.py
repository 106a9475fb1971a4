"""`python -m sandbox mail-marketplaces`."""

import argparse
import json
import threading
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from sandbox.amazon import RehearsalAmazon
from sandbox.cdon import RehearsalCdon
from sandbox.mail import MailPeer, listen
from sandbox.mail_marketplaces.counter import Counter
from sandbox.mail_marketplaces.life import FIRST, Life
from sandbox.mail_marketplaces.places import AMAZON, CDON, SENDER, Places
from sandbox.mail_marketplaces.postman import Postman
from sandbox.serving import running

if TYPE_CHECKING:
    Kinds = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no public name


def add_command(kinds: "Kinds") -> None:
    """Let the command line know."""
    command = kinds.add_parser("mail-marketplaces", help="Amazon France and CDON Sweden, which write mails")
    command.add_argument("--smtp", required=True, type=_address, help="HOST:PORT where the seller receives")
    command.add_argument("--inbound-amazon", default="", help="inbound address; else POST /_sandbox/inbound")
    command.add_argument("--inbound-cdon", default="", help="inbound address; else POST /_sandbox/inbound")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one")
    command.add_argument("--demo", action="store_true", help="begin with sample conversations")
    command.add_argument("--life", type=float, metavar="SECONDS", help="someone writes about every SECONDS")
    command.set_defaults(run=run)


def run(options: argparse.Namespace, stop: threading.Event) -> int:
    """Print one JSON line with the addresses and the credentials, then live until `stop` is set."""
    places, peer = _places(options, stop), MailPeer()
    peer.judge = places.judge
    life = Life(places, stop, first=FIRST if options.demo else 0, every=options.life)
    served = running(_application(places, peer), host=options.host, port=options.port, before_stop=stop.set)
    with listen(peer) as outgoing, served as server, life:
        ready = {"url": server.url, "smtpUrl": outgoing.url, "authservId": places.amazon.authserv_id}
        print(json.dumps(ready | _credentials(places, server.url)), flush=True)
        stop.wait()
    return 0


def _places(options: argparse.Namespace, stop: threading.Event) -> Places:
    (host, port), postman = options.smtp, Postman(stop)
    places = Places(
        RehearsalAmazon("", host, port, approved={SENDER}, hand=postman),
        RehearsalCdon("", host, port, contact=SENDER, hand=postman),
    )
    places.receive_at({AMAZON: options.inbound_amazon, CDON: options.inbound_cdon})
    return places


def _credentials(places: Places, url: str) -> dict[str, dict[str, str]]:
    amazon, cdon = places.amazon_api, places.cdon_api
    orders = {"clientId": amazon.client_id, "clientSecret": amazon.client_secret}
    orders |= {"refreshToken": amazon.refresh_token, "baseUrl": url, "authUrl": url}
    merchant = {"merchantId": cdon.merchant_id, "token": cdon.token, "baseUrl": url}
    return {AMAZON: {"senderEmail": SENDER} | orders, CDON: {"senderEmail": SENDER} | merchant}


def _application(places: Places, peer: MailPeer) -> Any:
    counter = Counter(places, peer)

    @Request.application
    def application(request: Request) -> Response:
        return counter.answer(request)

    return application


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} must be an address and a port: 127.0.0.1:8025.")
    return host, int(port)
