"""Writes the example papers of docs/papers and a picture of each page: `make papers`.

The orders, settings and sums are those of the tests, so the examples are what the product prints.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from guichet.invoicing.document import Buyer, Extra, Language, Paper, Place, VatCategory, VatSum
from guichet.invoicing.paper.render import render
from tests.invoicing.paper.papers import LAMP, credit_note, paper

FOLDER = Path(__file__).parent.parent / "docs" / "papers"
# Pixels for each point of 1/72 inch; letters of the small print are still read.
SCALE = 1.4
COLOURS = 32


def main() -> None:
    """Each paper as PDF, and its pages as PNG."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, one in _papers():
        pdf = render(one)
        (FOLDER / f"{name}.pdf").write_bytes(pdf)
        for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
            picture = page.render(scale=SCALE).to_pil().convert("RGB").quantize(COLOURS)
            picture.save(FOLDER / f"{name}-{number}.png", optimize=True)


def _papers() -> Iterator[tuple[str, Paper]]:
    for language in Language:
        yield f"{language.value}-invoice", _signed(paper(language=language))
    yield "fr-credit-note", _signed(credit_note())
    yield "de-oss-invoice", _signed(_oss())


def _signed(one: Paper) -> Paper:
    return replace(one, seller=replace(one.seller, logo=_logo()))


def _oss() -> Paper:
    """French seller, customer in Berlin: the German rate, by the One-Stop Shop (2006/112/EC, 369a)."""
    rate = Decimal(19)
    lamp = replace(LAMP, unit_net=Decimal("37.773109"), net=Decimal("75.55"), rate=rate, vat=Decimal("14.35"))
    shipping = Extra(Decimal("4.20"), VatCategory.S, rate, Decimal("0.80"), Decimal("5.00"))
    totals = replace(
        paper().totals,
        lines=Decimal("75.55"),
        shipping=Decimal("4.20"),
        discounts=Decimal("0.00"),
        net=Decimal("79.75"),
        vat=Decimal("15.15"),
        gross=Decimal("94.90"),
        paid=Decimal("94.90"),
    )
    berlin = Place(("Lindenstraße 5", "Hinterhaus"), "10969", "Berlin", "DE")
    return paper(
        number="FA-2026-00043",
        language=Language.DE,
        buyer=Buyer("Jutta Brandstätter", berlin),
        lines=(lamp,),
        shipping=(shipping,),
        discounts=(),
        vat=(VatSum(VatCategory.S, rate, Decimal("79.75"), Decimal("15.15")),),
        totals=totals,
        marketplace="MediaMarkt",
        order_reference="302-7719043-2206751",
    )


def _logo() -> bytes:
    """A lamp: a shade on a foot."""
    picture = Image.new("RGB", (720, 240), "white")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(70, 30), (170, 30), (215, 130), (25, 130)], fill="#2b5fd9")
    pen.rectangle([113, 130, 127, 205], fill="#20242c")
    pen.rounded_rectangle([65, 200, 175, 216], 8, fill="#20242c")
    pen.text((255, 85), "Atelier Lumen", fill="#20242c", font_size=68)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
