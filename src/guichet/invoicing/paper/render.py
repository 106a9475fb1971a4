"""The paper as one file."""

from guichet.invoicing.document import Paper
from guichet.invoicing.paper.drawing import drawing_of
from guichet.invoicing.paper.en16931 import business_terms
from guichet.invoicing.paper.legible import legible
from guichet.invoicing.paper.marks import marked
from guichet.invoicing.paper.typesetting import typeset

LEVEL = "en16931"


def render(paper: Paper) -> bytes:
    """A PDF/A-3b that people read, with the data (Factur-X, EN 16931) that machines read, of one source.

    A preview is not an invoice: it has no data inside, so that nobody books it.
    Raises ValueError where the data break the schema of Factur-X, or the logo is no picture.
    """
    paper = legible(paper)
    drawing, logo = drawing_of(paper), paper.seller.logo
    if paper.is_preview:
        return typeset(drawing, logo)
    return marked(typeset(drawing, logo, data_of(paper)))


def data_of(paper: Paper) -> bytes:
    """The Factur-X XML, valid by its schema; ValueError where it is not."""
    # Twelve megabytes, which most processes never need.
    from facturx import generate_cii_xml

    terms = business_terms(legible(paper))
    return bytes(generate_cii_xml(terms, level=LEVEL, check_xsd=True, check_schematron=False))
