"""Mails of the size of the reference's samples: two to four kB of text, one in five with a PDF of 20 kB."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from sandbox.amazon import Buyer, RehearsalAmazon, buyer_mail
from sandbox.amazon.buyer import File

PDF_EVERY = 5
PDF_BYTES = 20_000
# A buyer writes about three times about an order.
MAILS_A_CASE = 3
_WORDS = "Bonjour, où est ma commande ? Le suivi ne bouge plus depuis lundi et je pars en voyage samedi."


def mails(count: int, inbound: str, authserv_id: str, seed: int = 1) -> Iterator[bytes]:
    """As the receiving server hands them on: its results above them, the wire's line ends."""
    dice = Random(seed)
    amazon = RehearsalAmazon(inbound, "", 0, authserv_id=authserv_id)
    at = datetime.now(UTC) - timedelta(days=2)
    for number in range(count):
        if number % MAILS_A_CASE == 0:
            buyer = Buyer(f"Maya {number}", f"b{number:013d}")
            case = amazon.open_case(buyer, order_id=f"404-{number:07d}-{dice.randrange(10**7):07d}")
        pdf = [File("facture.pdf", "application/pdf", b"%PDF-1.7\n" + dice.randbytes(PDF_BYTES))]
        mail = buyer_mail(
            case, f"{_WORDS} ({number})", f"A0BENCH{number:013d}", at + timedelta(seconds=number),
            to=inbound, files=pdf if number % PDF_EVERY == 0 else [],
        )  # fmt: skip
        proven = amazon.proven(mail, "marketplace.amazon.fr")
        yield proven.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
