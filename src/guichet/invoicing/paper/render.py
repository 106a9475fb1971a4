"""The paper as one file."""

from io import BytesIO

from facturx import generate_cii_xml, generate_from_file

from guichet.invoicing.document import Paper
from guichet.invoicing.paper.drawing import drawing_of
from guichet.invoicing.paper.en16931 import business_terms
from guichet.invoicing.paper.legible import legible
from guichet.invoicing.paper.typesetting import typeset
from guichet.invoicing.paper.words import WORDS

LEVEL = "en16931"


def render(paper: Paper) -> bytes:
    """A PDF/A-3b that people read, with the data (Factur-X, EN 16931) that machines read, of one source.

    A preview is not an invoice: it has no data inside, so that nobody books it.
    Raises ValueError where the data break the schema of Factur-X, or the logo is no picture.
    """
    paper = legible(paper)
    pages = typeset(drawing_of(paper), paper.seller.logo)
    if paper.is_preview:
        return pages
    # In memory: by `generate_from_binary` every byte would be read through a file's wrapper, 8 ms a paper.
    whole = BytesIO(pages)
    generate_from_file(
        whole,
        data_of(paper),
        flavor="factur-x",
        level=LEVEL,
        check_xsd=False,  # done by data_of
        pdf_metadata=_metadata(paper),
        lang=paper.language.value,
        afrelationship="alternative",
    )
    return whole.getvalue()


def data_of(paper: Paper) -> bytes:
    """The Factur-X XML, valid by its schema; ValueError where it is not."""
    terms = business_terms(legible(paper))
    return bytes(generate_cii_xml(terms, level=LEVEL, check_xsd=True, check_schematron=False))


def _metadata(paper: Paper) -> dict[str, str]:
    words = WORDS[paper.language]
    kind = words.credit_note if paper.refers_to else words.invoice
    title = f"{kind} {paper.number}"
    return {
        "author": paper.seller.legal_name,
        "title": title,
        "subject": f"{title}, {paper.order_reference}",
        "keywords": "Factur-X",
    }
