"""Papers to print: an invented seller, an invented customer, sums made by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image

from guichet.invoicing.document import (
    Buyer,
    Extra,
    Language,
    Paper,
    PaperKind,
    PaperLine,
    Place,
    Reference,
    Registration,
    Seller,
    Totals,
    VatCategory,
    VatSum,
)

TWENTY, REDUCED = Decimal(20), Decimal("5.5")

LAMP = PaperLine(
    title="Lampe de chevet en laiton",
    quantity=Decimal(2),
    unit_net=Decimal("37.458333"),
    net=Decimal("74.92"),
    category=VatCategory.S,
    rate=TWENTY,
    vat=Decimal("14.98"),
    gross=Decimal("89.90"),
    sku="LAMP-01",
)
BOOK = PaperLine(
    title="Guide « Éclairer sa maison »",
    quantity=Decimal(1),
    unit_net=Decimal("9.48"),
    net=Decimal("9.48"),
    category=VatCategory.S,
    rate=REDUCED,
    vat=Decimal("0.52"),
    gross=Decimal("10.00"),
)
SELLER = Seller(
    legal_name="Atelier Lumen SARL",
    place=Place(("12 rue des Lilas", "Bâtiment B"), "75011", "Paris", "FR"),
    registrations=(Registration("SIRET", "73282932000074", "0009"), Registration("RCS", "Paris 732 829 320")),
    vat_number="FR44732829320",
    email="contact@atelier-lumen.example",
    phone="+33 1 99 00 12 34",
    footer="SARL au capital de 10 000 €",
    payment_mention="Réglé par la place de marché.",
)
ZOE = Buyer("Zoë Łukaszewska", Place(("5 avenue des Tilleuls",), "69002", "Lyon", "FR"))


def paper(**changes: object) -> Paper:
    """Two lines at two rates, shipping and a discount, paid in advance: 102.50 in all."""
    whole = Paper(
        kind=PaperKind.INVOICE,
        number="FA-2026-00042",
        issued_on=date(2026, 11, 2),
        seller=SELLER,
        buyer=ZOE,
        currency="EUR",
        language=Language.FR,
        lines=(LAMP, BOOK),
        vat=(
            VatSum(VatCategory.S, TWENTY, Decimal("77.09"), Decimal("15.41")),
            VatSum(VatCategory.S, REDUCED, Decimal("9.48"), Decimal("0.52")),
        ),
        totals=Totals(
            lines=Decimal("84.40"),
            shipping=Decimal("4.17"),
            discounts=Decimal("2.00"),
            net=Decimal("86.57"),
            vat=Decimal("15.93"),
            gross=Decimal("102.50"),
            paid=Decimal("102.50"),
            due=Decimal("0.00"),
        ),
        order_reference="20261030-A1",
        marketplace="Leroy Merlin",
        ordered_on=date(2026, 10, 30),
        delivered_on=date(2026, 11, 1),
        shipping=(Extra(Decimal("4.17"), VatCategory.S, TWENTY, Decimal("0.83"), Decimal("5.00")),),
        discounts=(Extra(Decimal("2.00"), VatCategory.S, TWENTY, Decimal("0.40"), Decimal("2.40")),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def credit_note(**changes: object) -> Paper:
    """The same sums back."""
    refers_to = Reference("FA-2026-00042", date(2026, 11, 2))
    given = {"kind": PaperKind.CREDIT_NOTE, "number": "AV-2026-00007", "refers_to": refers_to, **changes}
    return paper(**given)


def exempt() -> Paper:
    """One line outside of VAT: a small business (VATEX-FR-FRANCHISE)."""
    amount, none = Decimal("89.90"), Decimal("0.00")
    line = replace(
        LAMP, unit_net=Decimal("44.95"), net=amount, category=VatCategory.E, rate=none, vat=none, gross=amount
    )
    reason = "TVA non applicable, article 293 B du CGI"
    row = VatSum(VatCategory.E, none, amount, none, reason, "VATEX-FR-FRANCHISE")
    totals = Totals(amount, none, none, amount, none, amount, none, amount)
    return paper(lines=(line,), vat=(row,), totals=totals, shipping=(), discounts=())


def logo(kind: str = "PNG") -> bytes:
    """A blue picture."""
    file = BytesIO()
    Image.new("RGB", (120, 40), "#2b5fd9").save(file, kind)
    return file.getvalue()
