"""PDF/A-3b with the data inside: what ISO 19005-3 and Factur-X 1.0 ask of the file, rule by rule.

No validator is at hand (veraPDF is on neither PyPI nor Debian). The compiler refuses to write what is not
PDF/A-3b (its conformance mode), attachment included; the marks of Factur-X are put in after it.
"""

from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from pypdf import PdfReader

from guichet.invoicing.paper.drawing import drawing_of
from guichet.invoicing.paper.marks import marked
from guichet.invoicing.paper.render import data_of, render
from guichet.invoicing.paper.typesetting import typeset
from tests.invoicing.paper.papers import credit_note, paper

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA_ID = "{http://www.aiim.org/pdfa/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
NAMES = {"DocumentFileName", "DocumentType", "Version", "ConformanceLevel"}


@pytest.fixture(scope="module", params=["invoice", "credit note"])
def pdf(request: pytest.FixtureRequest) -> bytes:
    """A paper of each kind."""
    return render(paper() if request.param == "invoice" else credit_note())


@pytest.fixture
def root(pdf: bytes) -> Any:
    """Its catalog."""
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


@pytest.fixture
def marks(root: Any) -> Element:
    """Its XMP metadata."""
    return fromstring(root["/Metadata"].get_object().get_data())  # noqa: S314 - written by ourselves


def test_the_file_structure(pdf: bytes) -> None:
    """6.1.2 header, its comment of four bytes above 127; 6.1.3 an ID and no encryption."""
    lines = pdf.split(b"\n", 2)
    assert lines[0].startswith(b"%PDF-1.")
    assert lines[1].startswith(b"%")
    assert len([byte for byte in lines[1][1:5] if byte > 127]) == 4
    trailer: Any = PdfReader(BytesIO(pdf)).trailer
    assert len(trailer["/ID"]) == 2
    assert "/Encrypt" not in trailer
    assert pdf.rstrip().endswith(b"%%EOF")


def test_the_embedded_file_is_associated(root: Any) -> None:
    """6.8: F and UF, AFRelationship, a MIME type, AF of the catalog, and a date of its params (Annex E)."""
    (spec,) = (entry.get_object() for entry in root["/AF"])
    assert spec["/Type"] == "/Filespec"
    assert spec["/F"] == spec["/UF"] == "factur-x.xml"
    assert spec["/AFRelationship"] == "/Alternative"
    assert spec["/Desc"]
    content = spec["/EF"]["/F"].get_object()
    assert spec["/EF"]["/UF"].get_object() == content
    assert content["/Type"] == "/EmbeddedFile"
    assert content["/Subtype"] == "/text/xml"
    params = content["/Params"]
    assert params["/Size"] == len(content.get_data())
    assert params["/ModDate"] == f"D:{paper().issued_on:%Y%m%d}000000Z"


def test_it_is_found_by_its_name_too(root: Any) -> None:
    """7.7.4 of ISO 32000-1: the name tree leads to the very same file."""
    name, spec = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert name == "factur-x.xml"
    assert spec.get_object() == root["/AF"][0].get_object()


def test_the_data_inside_are_those_of_the_paper(pdf: bytes) -> None:
    inside = PdfReader(BytesIO(pdf)).attachments["factur-x.xml"][0]
    assert inside in (data_of(paper()), data_of(credit_note()))


def test_the_marks_say_3b(marks: Element) -> None:
    """6.6.4: the version and conformance level."""
    assert [one.text for one in marks.iter(f"{PDFA_ID}part")] == ["3"]
    assert [one.text for one in marks.iter(f"{PDFA_ID}conformance")] == ["B"]


def test_every_word_of_factur_x_is_described_in_an_extension_schema(marks: Element) -> None:
    """6.6.2.3: properties unknown to XMP are described with name, type, category and description."""
    assert {one.tag.removeprefix(FX) for one in marks.iter() if one.tag.startswith(FX)} == NAMES
    schemas = [one for one in marks.iter() if one.findtext(f"{SCHEMA}prefix") == "fx"]
    assert [f"{{{one.findtext(f'{SCHEMA}namespaceURI')}}}" for one in schemas] == [FX]
    described = schemas[0].findall(f"{SCHEMA}property/{RDF}Seq/{RDF}li")
    assert {one.findtext(f"{PROPERTY}name") for one in described} == NAMES
    for one in described:
        assert one.findtext(f"{PROPERTY}valueType") == "Text"
        assert one.findtext(f"{PROPERTY}category") == "external"
        assert one.findtext(f"{PROPERTY}description")


def test_factur_x_says_what_is_inside(marks: Element) -> None:
    said = {one.tag.removeprefix(FX): one.text for one in marks.iter() if one.tag.startswith(FX)}
    assert said == {
        "DocumentFileName": "factur-x.xml",
        "DocumentType": "INVOICE",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }


def test_colours_and_fonts_are_as_the_compiler_wrote_them(pdf: bytes, root: Any) -> None:
    """6.2.3 an output intent with its profile, 6.2.11 every font inside: still there afterwards."""
    (intent,) = (entry.get_object() for entry in root["/OutputIntents"])
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
    assert root["/MarkInfo"]["/Marked"]
    fonts = [
        font.get_object()
        for page in PdfReader(BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        for below in font["/DescendantFonts"]:
            descriptor = below.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_nothing_that_the_standard_forbids(pdf: bytes, root: Any) -> None:
    """6.5.1, 6.6.1: no scripts, launches or other actions; 6.1.7: no content outside of the file."""
    for word in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/FFilter", b"/NeedAppearances"):
        assert word not in pdf
    assert "/AA" not in root
    assert [page for page in PdfReader(BytesIO(pdf)).pages if "/AA" in page] == []


def test_all_but_the_metadata_is_as_the_compiler_wrote_it() -> None:
    """Its conformance mode refused all that is not PDF/A-3b, attachment included; not a byte changed."""
    assert render(paper()).startswith(typeset(drawing_of(paper()), None, data_of(paper())))


def test_a_compiler_that_writes_otherwise_is_found_out() -> None:
    pdf = typeset(drawing_of(paper()), None, data_of(paper()))
    for other in (pdf[:-20], pdf.replace(b"/Metadata ", b"/Metadaten "), pdf.replace(b"schemas>", b"s>")):
        with pytest.raises(RuntimeError, match="the compiler's"):
            marked(other)


def test_the_pages_are_those_of_the_compiler() -> None:
    """The text and every line of it, as another reader finds them after the update."""
    before = PdfReader(BytesIO(typeset(drawing_of(paper()), None)))
    after = PdfReader(BytesIO(render(paper())))
    assert [page.get_contents().get_data() for page in before.pages] == [  # type: ignore[union-attr]
        page.get_contents().get_data()  # type: ignore[union-attr]
        for page in after.pages
    ]
