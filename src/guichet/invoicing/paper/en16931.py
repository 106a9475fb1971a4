"""A paper as EN 16931 data: the business terms (BT) and groups (BG) of the standard, for factur-x.

Sellers are paid by the marketplace before they write an invoice, so no means of payment is named: BT-113
carries what was paid. Units are pieces (UN/ECE Recommendation 20: C62), types 380 and 381 of UNTDID 1001.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from guichet.invoicing.document import Buyer, Extra, Paper, PaperKind, PaperLine, Place, Seller, VatSum
from guichet.invoicing.paper.words import WORDS

PIECE = "C62"
TYPE_CODES = {PaperKind.INVOICE: "380", PaperKind.CREDIT_NOTE: "381"}
# UNTDID 7161 and 5189: freight service, discount.
FREIGHT = "FC"
DISCOUNT = "95"
Data = dict[str, Any]


def business_terms(paper: Paper) -> Data:
    """The data of the profile EN 16931, whole; every figure as it is printed."""
    words = WORDS[paper.language]
    return _given(
        {
            "BT-1": paper.number,
            "BT-2": paper.issued_on,
            "BT-3": TYPE_CODES[paper.kind],
            "BT-5": paper.currency,
            "BT-6": paper.accounting_vat.currency if paper.accounting_vat else None,
            "BT-13": paper.order_reference,
            "BT-20": paper.seller.payment_mention or None,
            "BT-72": paper.delivered_on,
            "BG-1": [{"BT-22": note} for note in _notes(paper)],
            "BG-3": [{"BT-25": paper.refers_to.number, "BT-26": paper.refers_to.issued_on}]
            if paper.refers_to
            else None,
            "BG-4": _seller(paper.seller),
            "BG-7": _buyer(paper.buyer),
            "BG-13": _delivery(paper.deliver_to) if paper.deliver_to else None,
            "BG-20": [_extra(extra, extra.title or words.discount, DISCOUNT) for extra in paper.discounts],
            "BG-21": [_extra(extra, extra.title or words.shipping, FREIGHT) for extra in paper.shipping],
            "BG-23": [_vat(row) for row in paper.vat],
            "BG-25": [_line(number, line) for number, line in enumerate(paper.lines, start=1)],
            **_totals(paper),
        }
    )


def _totals(paper: Paper) -> Data:
    totals = paper.totals
    return {
        "BT-106": money(totals.lines),
        "BT-107": money(totals.discounts) if paper.discounts else None,
        "BT-108": money(totals.shipping) if paper.shipping else None,
        "BT-109": money(totals.net),
        "BT-110": money(totals.vat),
        "BT-111": money(paper.accounting_vat.amount) if paper.accounting_vat else None,
        "BT-112": money(totals.gross),
        "BT-113": money(totals.paid) if totals.paid else None,
        "BT-115": money(totals.due),
    }


def _line(number: int, line: PaperLine) -> Data:
    return _given(
        {
            "BT-126": str(number),
            "BT-129": plain(line.quantity),
            "BT-130": PIECE,
            "BT-131": money(line.net),
            "BT-146": plain(line.unit_net),
            "BT-151": line.category.value,
            "BT-152": _rate(line.category.value, line.rate),
            "BT-153": line.title,
            "BT-155": line.sku,
        }
    )


def _extra(extra: Extra, reason: str, code: str) -> Data:
    return _given(
        {
            "amount": money(extra.net),
            "reason": reason,
            "reason_code": code,
            "vat_category_code": extra.category.value,
            "vat_rate": _rate(extra.category.value, extra.rate),
        }
    )


def _vat(row: VatSum) -> Data:
    return _given(
        {
            "BT-116": money(row.basis),
            "BT-117": money(row.amount),
            "BT-118": row.category.value,
            "BT-119": _rate(row.category.value, row.rate),
            "BT-120": row.exemption_reason,
            "BT-121": row.exemption_code,
        }
    )


def _seller(seller: Seller) -> Data:
    legal = next((number for number in seller.registrations if number.scheme), None)
    contact = _given({"name": seller.legal_name, "phone": seller.phone, "email": seller.email})
    return _given(
        {
            "name": seller.legal_name,
            "vat_identifier": seller.vat_number,
            "legal_identifier": legal.value if legal else None,
            "legal_identifier_schemeid": legal.scheme if legal else None,
            "contacts": [contact] if len(contact) > 1 else None,
            **_place(seller.place),
        }
    )


def _buyer(buyer: Buyer) -> Data:
    return _given(
        {
            "name": buyer.company or buyer.name,
            "vat_identifier": buyer.vat_number,
            "contacts": [{"name": buyer.name}] if buyer.company and buyer.name else None,
            **_place(buyer.place),
        }
    )


def _delivery(buyer: Buyer) -> Data:
    """BG-13: a name and an address, nothing else."""
    return _given({"name": buyer.company or buyer.name, **_place(buyer.place)})


def _place(place: Place) -> Data:
    lines = [line for line in place.lines if line]
    rest = ", ".join(lines[2:])
    return {
        "addr_l1": lines[0] if lines else None,
        "addr_l2": lines[1] if len(lines) > 1 else None,
        "addr_l3": rest or None,
        "postcode": place.postal_code,
        "city": place.city,
        "country_subdivision": place.region,
        "country_code": place.country_code,
    }


def _notes(paper: Paper) -> Iterator[str]:
    """BT-22: the paper's notes, and the numbers of registers that have no code of ISO 6523."""
    yield from (note for note in paper.notes if note)
    unnamed: Iterable[str] = (f"{n.label} {n.value}" for n in paper.seller.registrations if not n.scheme)
    if said := ", ".join(unnamed):
        yield said


def _rate(category: str, rate: Decimal) -> str | None:
    """BR-O-05: what is outside the scope of VAT has no rate; a rate of zero is said for all others."""
    return None if category == "O" else plain(rate)


def money(amount: Decimal) -> str:
    """Two decimals, a point, no exponent."""
    return f"{amount:.2f}"


def plain(number: Decimal) -> str:
    """The number without trailing zeros and without an exponent: 20, 5.5, 0.333333."""
    return f"{number.normalize():f}"


def _given(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [])}
