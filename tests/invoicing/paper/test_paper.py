"""What people read on the paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from guichet.invoicing.document import AccountingVat, Language, Paper
from guichet.invoicing.paper.render import render
from tests.invoicing.paper.papers import LAMP, SELLER, ZOE, credit_note, exempt, logo, paper
from tests.invoicing.paper.reading import boxes_of, cross, pages_of, words_of


def test_the_papers_of_these_tests_add_up() -> None:
    for one in (paper(), credit_note(), exempt()):
        assert list(one.contradictions()) == []


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.FR, ["Facture", "FA-2026-00042", "2 novembre 2026", "Total TTC", "102,50 €", "5,5 %"]),
        (Language.EN, ["Invoice", "FA-2026-00042", "2 November 2026", "Total incl. VAT", "€102.50", "5.5 %"]),
        (Language.ES, ["Factura", "FA-2026-00042", "2 de noviembre de 2026", "Total con IVA", "102,50 €"]),
        (
            Language.DE,
            ["Rechnung", "FA-2026-00042", "2. November 2026", "Gesamtbetrag", "102,50 €", "Frankreich"],
        ),
        (Language.IT, ["Fattura", "FA-2026-00042", "2 novembre 2026", "Totale IVA inclusa", "102,50 €"]),
    ],
)
def test_an_invoice_in_each_language(language: Language, shown: list[str]) -> None:
    words = words_of(render(paper(language=language)))
    everywhere = ["Atelier Lumen SARL", "Zoë Łukaszewska", "20261030-A1", "Leroy Merlin", "FR44732829320"]
    assert [text for text in [*shown, *everywhere] if text not in words] == []


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (Language.FR, "Avoir"),
        (Language.EN, "Credit note"),
        (Language.ES, "Factura rectificativa"),
        (Language.DE, "Rechnungskorrektur"),
        (Language.IT, "Nota di credito"),
    ],
)
def test_a_credit_note_names_the_invoice_it_corrects(language: Language, title: str) -> None:
    words = words_of(render(credit_note(language=language)))
    assert title in words
    assert "FA-2026-00042" in words
    assert "AV-2026-00007" in words


def test_why_there_is_no_vat_is_printed() -> None:
    assert "TVA non applicable, article 293 B du CGI" in words_of(render(exempt()))


def test_vat_in_the_sellers_own_currency() -> None:
    own = AccountingVat("EUR", Decimal("0.0871"), Decimal("1.39"))
    words = words_of(render(paper(currency="SEK", language=Language.EN, accounting_vat=own)))
    assert "VAT in EUR: €1.39" in words
    assert "1 SEK = 0.0871 EUR" in words


def test_a_preview_says_so_on_every_page_and_has_no_number() -> None:
    pdf = render(paper(is_preview=True, number="", lines=(LAMP,) * 60))
    assert pages_of(pdf) > 1
    assert words_of(pdf).count("Aperçu") >= pages_of(pdf)
    assert "Numéro" not in words_of(pdf)


def test_many_lines_run_over_pages_and_the_last_says_how_many() -> None:
    pdf = render(paper(lines=(LAMP,) * 500))
    assert f"Page {pages_of(pdf)} sur {pages_of(pdf)}" in words_of(pdf)
    assert words_of(pdf).count("Lampe de chevet en laiton") == 500


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "/etc/passwd": *',
        '#read("/etc/passwd") $x$ *b* _i_ @r <l> `c` // c',
        "a" * 3_000,
        "<script>alert(1)</script>",
        "{page} {pages} %(count)s",
        '" } ] , \\" \\u0000',
    ],
)
def test_what_others_wrote_stays_text(hostile: str) -> None:
    words = words_of(render(paper(lines=(replace(LAMP, title=hostile),))))
    assert "".join(hostile.split())[:60] in "".join(words.split())


@pytest.mark.parametrize(
    "name", ["張偉", "\u0001\u0007 Zoë", "😀🏳️‍🌈 Zoë", "عمر", "a\u202eb", "\ufffe\U0010ffff"]
)
def test_a_name_that_no_font_has_still_makes_a_paper(name: str) -> None:
    pdf = render(paper(buyer=replace(ZOE, name=f"{name} Martin")))
    assert "Martin" in words_of(pdf)


def test_nothing_is_printed_over_anything_else_nor_out_of_the_page() -> None:
    """A word wider than its column, amounts of millions, names and a footer without end."""
    word, million = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3, Decimal("12345678.90")
    wide = replace(LAMP, title=word, sku=word, quantity=Decimal(1000), net=million, gross=million)
    seller = replace(SELLER, legal_name=word, footer="\n".join([word * 3] * 6))
    buyer = replace(ZOE, name=word, place=replace(ZOE.place, lines=(word, word)))
    pdf = render(paper(lines=(wide,), seller=seller, buyer=buyer, order_reference=word))
    left, bottom, right, top = 56, 14, 540, 788  # points: the margins of 20 mm, and the footer's lower edge
    for boxes in boxes_of(pdf):
        outside = [box for box in boxes if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top]
        assert outside == []
        assert [pair for pair in combinations(boxes, 2) if cross(*pair)] == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo(kind: str) -> None:
    with_logo = render(paper(seller=replace(SELLER, logo=logo(kind))))
    assert len(with_logo) != len(render(paper()))


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a PNG nor a JPEG"):
        render(paper(seller=replace(SELLER, logo=b"<svg/>")))


def test_the_same_paper_is_drawn_alike_each_time() -> None:
    def shown(one: Paper) -> str:
        return words_of(render(one))

    assert shown(paper()) == shown(paper())
    assert shown(paper()) != shown(paper(issued_on=date(2026, 11, 3)))
