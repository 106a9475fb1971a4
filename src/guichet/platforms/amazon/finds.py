"""Order, product and buyer, by the shape in which Amazon writes them."""

import re

from guichet.platforms.mail import MailAddress
from guichet.platforms.port import Product

_ORDER = re.compile(r"(?<![\w-])(?:\d{3}|[A-Z]\d{2})-\d{7}-\d{7}(?![\w-])")
_IN_BRACKETS = re.compile(rf"\(\s*[^():]{{2,20}}\s*:\s*({_ORDER.pattern})\s*\)")
_ASIN = r"(?:[A-Z0-9]{10}|\d{9}[\dX])"
_PRODUCT = re.compile(
    rf"(?:^|\n)[ \t]*(?:\d+ (?:/|of) )?(?P<title>[^\n]{{0,300}}?)[ \t]*\[ASIN:\s*(?P<asin>{_ASIN})\]"
)
_PRODUCT_LINK = re.compile(rf"/(?:dp|gp/product)/({_ASIN})(?![A-Z0-9])")
_LINK = re.compile(r"[ \t]*\(https?://[^\s)]*\)")
_ABOUT_A_PRODUCT = re.compile(
    r"product details|produktdetails|détails? (?:du|sur le) produit|detalhes do produto"
    r"|dettagli (?:del )?prodotto|detalles del producto|productgegevens"
    r"|produktinformation|szczegóły produktu",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s*[-–|]\s*Amazon\b.*$", re.IGNORECASE)
_NAME_IN_SUBJECT = re.compile(
    r"(?:Amazon customer|client Amazon|Amazon-Kunden?|cliente Amazon)\s+([^()?\n]{1,60}?)\s*(?:\(|$)",
    re.IGNORECASE,
)
_NAME_OF_COPY = re.compile(
    r"^(?:Your e-?mail to|Votre e-?mail (?:à|pour)|Ihre E-Mail an|Tu correo(?: electrónico)? (?:a|para)"
    r"|La (?:tua|sua) e-?mail a|Seu e-?mail para|O seu e-?mail para)\s+(.{1,60})$",
    re.IGNORECASE,
)
NOBODY = "Amazon customer"


def order_in(text: str) -> str | None:
    """The first order id; digits or hyphens around it make it something else."""
    found = _ORDER.search(text)
    return found[0] if found else None


def order_in_subject(subject: str) -> str | None:
    """The order id of a subject: the one in its bracket, whatever the word before it."""
    bracket = _IN_BRACKETS.search(subject)
    return bracket[1] if bracket else order_in(subject)


def product_in(above: str) -> Product | None:
    """The product named above the buyer's words."""
    found = _PRODUCT.search(above)
    if found:
        title = _LINK.sub("", found["title"]).strip()
        return Product(title=title or None, marketplace_product_id=found["asin"])
    link = _PRODUCT_LINK.search(above)
    return Product(marketplace_product_id=link[1]) if link else None


def is_about_a_product(subject: str) -> bool:
    """Whether a subject is of the family that buyers choose before they order."""
    return _ABOUT_A_PRODUCT.search(subject) is not None


def buyer_name(sender: MailAddress, subject: str) -> str:
    """The name a buyer goes by, without Amazon's suffix."""
    name = _SUFFIX.sub("", sender.name).strip()
    if name and "amazon" not in name.lower():
        return name
    found = _NAME_IN_SUBJECT.search(subject)
    return found[1].strip() if found else NOBODY


def addressee(subject: str) -> str:
    """Whom a copy of an answer went to; empty where its subject has another form."""
    found = _NAME_OF_COPY.search(subject.strip())
    return found[1].strip() if found else ""
