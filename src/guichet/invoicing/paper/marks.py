"""Writes into a finished PDF/A-3 that it is a Factur-X invoice.

The compiler writes pages and attachment, and refuses what is not PDF/A-3b; what it cannot write are the XMP
properties of others. They come by an incremental update (ISO 32000-1, 7.5.6): new metadata behind the old
end, and not a byte before it is touched. To read and write the whole file by a library took 18 ms a paper.
"""

import re
from importlib.resources import files

# The compiler's cross-reference table and trailer are plain text, and so is its metadata stream.
_END = re.compile(rb"trailer\s*<<(?P<entries>.*?)>>\s*startxref\s+(?P<at>\d+)\s+%%EOF\s*\Z", re.DOTALL)
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_METADATA = re.compile(rb"/Metadata (\d+) 0 R")
_SCHEMAS = b"<pdfaExtension:schemas><rdf:Bag>"
_LAST = b"</rdf:Description></rdf:RDF>"
_NAMESPACE = b"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"


def marked(pdf: bytes) -> bytes:
    """The same file with the properties of Factur-X 1.0 and the schema that describes them.

    Raises RuntimeError where the compiler wrote its file in another form than it does today.
    """
    end = _END.search(pdf)
    if end is None:
        raise RuntimeError("the compiler's PDF does not end as it did")
    number = _metadata_of(pdf, end["entries"])
    xmp = _with_factur_x(_stream_of(pdf, number))
    start = len(pdf) + 1
    head = b"%d 0 obj\n<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n" % (number, len(xmp))
    body = head + xmp + b"\nendstream\nendobj\n"
    table = b"xref\n%d 1\n%010d 00000 n\r\n" % (number, start)
    trailer = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        end["entries"],
        end["at"],
        start + len(body),
    )
    return b"".join((pdf, b"\n", body, table, trailer))


def _metadata_of(pdf: bytes, entries: bytes) -> int:
    root = _ROOT.search(entries)
    found = root and _METADATA.search(_object(pdf, int(root[1])))
    if not found:
        raise RuntimeError("the compiler's PDF names no metadata where it did")
    return int(found[1])


def _stream_of(pdf: bytes, number: int) -> bytes:
    whole = _object(pdf, number)
    return whole[whole.index(b"<?xpacket begin") : whole.index(b"endstream")].rstrip()


def _object(pdf: bytes, number: int) -> bytes:
    start = pdf.index(b"\n%d 0 obj" % number)
    return pdf[start : pdf.index(b"endobj", start)]


def _with_factur_x(xmp: bytes) -> bytes:
    if xmp.count(_SCHEMAS) != 1 or xmp.count(_LAST) != 1:
        raise RuntimeError("the compiler's metadata have another form than they had")
    schema, properties = _factur_x().split(b"\n\n")
    return xmp.replace(_SCHEMAS, _SCHEMAS + schema).replace(
        _LAST, b'</rdf:Description><rdf:Description rdf:about="" xmlns:fx="%s">%s%s' % (
            _NAMESPACE, properties.strip(), _LAST,
        ),
    )  # fmt: skip


def _factur_x() -> bytes:
    return files("guichet.invoicing.paper").joinpath("factur-x.xmp").read_bytes()
