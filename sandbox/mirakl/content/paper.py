"""One-page PDF documents, small and valid, written by hand."""

_LINE_HEIGHT = 22
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    b" /Resources << /Font << /F1 4 0 R >> >> >>"
)


def pdf(title: str, lines: tuple[str, ...] = ()) -> bytes:
    """A4, Helvetica, Latin-1 text; other characters become question marks."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream(title, lines),
    ]
    return _file(objects)


def _stream(title: str, lines: tuple[str, ...]) -> bytes:
    commands = [b"BT", b"/F1 18 Tf", b"56 770 Td", b"(" + _text(title) + b") Tj", b"/F1 11 Tf"]
    for line in lines:
        commands += [f"0 -{_LINE_HEIGHT} Td".encode(), b"(" + _text(line) + b") Tj"]
    content = b"\n".join([*commands, b"ET"])
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _text(text: str) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return escaped.encode("cp1252", "replace")


def _file(objects: list[bytes]) -> bytes:
    content = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return content + trailer % (len(objects) + 1, start)
