"""Reads their XML: hostile until parsed, lenient afterwards.

No entities, no document types, no network. Elements are matched by local name, because the namespaces have
changed over the years; absent, empty and unreadable are one and the same unless a field is required.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree  # type: ignore[import-untyped]

from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.rakuten_fr.latin import received
from guichet.platforms.text import one_line

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]{1,8}|[0-9]{1,9});")
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Part:
    """One element, or none: reading from a missing one finds nothing."""

    element: etree._Element | None = field(repr=False)
    place: str = ""

    @property
    def name(self) -> str:
        """The local name."""
        return "" if self.element is None else _local(self.element)

    @property
    def content(self) -> str:
        """Its own text without the blanks around it."""
        return "" if self.element is None else received("".join(self.element.itertext())).strip()

    @property
    def exists(self) -> bool:
        """Whether the element was there at all, empty or not."""
        return self.element is not None

    def child(self, name: str) -> "Part":
        """The first element of that name directly inside."""
        inside = () if self.element is None else self.element
        return Part(next((each for each in inside if _local(each) == name), None), f"{self.place}.{name}")

    def children(self, name: str) -> list["Part"]:
        """All elements of that name directly inside, in document order."""
        inside = () if self.element is None else self.element
        return [Part(each, f"{self.place}.{name}") for each in inside if _local(each) == name]

    def parts(self) -> list["Part"]:
        """All elements directly inside, in document order."""
        inside = () if self.element is None else self.element
        return [Part(each, f"{self.place}.{_local(each)}") for each in inside]

    def text(self, name: str) -> str | None:
        """The text of a child without the blanks around it."""
        return self.child(name).content or None

    def words(self, name: str) -> str | None:
        """Text for people, on one line and without invisible characters."""
        return one_line(self.text(name) or "") or None

    def required(self, name: str) -> str:
        """Text that must be there; FieldError names the place, never the value."""
        value = self.text(name)
        if value is None:
            raise FieldError(f"{self.place}.{name} is missing")
        return value

    def money(self, name: str) -> Decimal | None:
        """An `amount`, or a plain number."""
        child = self.child(name)
        text = child.text("amount") if child.child("amount").exists else self.text(name)
        try:
            number = Decimal(text or "")
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS else None


def document(body: bytes) -> Part:
    """The root of an answer; Unreadable where it is no XML that we would trust."""
    for attempt in (_as_utf8, _as_it_is, _mended, _as_latin):
        try:
            root = attempt(body.strip())
        except (etree.XMLSyntaxError, ValueError, LookupError):
            continue
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("The answer brings a document type of its own, which none of theirs does.", body)
        return Part(root, _local(root))
    raise Unreadable("The answer is not readable XML.", body)


def _as_utf8(body: bytes) -> etree._Element:
    """Whatever it declares: Latin letters are no UTF-8 by chance.

    A message has no id but its words, so one that is read in two ways would be shown twice.
    """
    body.decode("utf-8")
    return etree.fromstring(body, _parser("utf-8"))


def _as_it_is(body: bytes) -> etree._Element:
    return etree.fromstring(body, _parser())


def _mended(body: bytes) -> etree._Element:
    """Without the characters that XML forbids and that buyers type all the same."""
    return etree.fromstring(_without_forbidden(body), _parser())


def _as_latin(body: bytes) -> etree._Element:
    """Without a declaration XML means UTF-8, and they have sent ISO-8859-1 that way."""
    return etree.fromstring(_without_forbidden(body), _parser("iso-8859-1"))


def _parser(encoding: str | None = None) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _without_forbidden(body: bytes) -> bytes:
    return _REFERENCE.sub(_if_allowed, _CONTROLS.sub(b"", body))


def _if_allowed(reference: re.Match[bytes]) -> bytes:
    digits = reference[1]
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    is_allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return reference[0] if is_allowed or 0x10000 <= code < 0x110000 else b""


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
