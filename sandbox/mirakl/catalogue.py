"""What the operator configured: reasons, document types, taxes, channels, languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.mirakl.state.model import DocumentType, Reason


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Plain data, the same for every shop."""

    languages: tuple[str, ...]
    reasons: tuple[Reason, ...]
    document_types: tuple[DocumentType, ...]
    taxes: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]

    def reason(self, kind: str, code: str) -> Reason | None:
        """A reason by type and code."""
        return next((reason for reason in self.reasons if (reason.type, reason.code) == (kind, code)), None)

    def document_type(self, code: str) -> DocumentType | None:
        """A document type an order may carry."""
        kinds = (kind for kind in self.document_types if kind.entity == "ORDER")
        return next((kind for kind in kinds if kind.code == code), None)


@cache
def standard_catalogue() -> Catalogue:
    """The rehearsal operator's configuration, from content/catalogue.toml."""
    data = tomllib.loads(files("sandbox.mirakl.content").joinpath("catalogue.toml").read_text("utf-8"))
    return Catalogue(
        languages=tuple(data["languages"]),
        reasons=tuple(_reason(entry) for entry in data["reason"]),
        document_types=tuple(_document_type(entry) for entry in data["document"]),
        taxes=tuple((entry["code"], entry["label"]) for entry in data["tax"]),
        channels=tuple((entry["code"], entry["label"]) for entry in data["channel"]),
    )


def _reason(entry: dict[str, Any]) -> Reason:
    return Reason(entry["code"], entry["type"], entry["labels"], entry.get("shop", True))


def _document_type(entry: dict[str, Any]) -> DocumentType:
    return DocumentType(
        entry["code"],
        entry["labels"],
        entry.get("entity", "ORDER"),
        tuple(entry.get("mime_types", ())),
        entry.get("uploadable", True),
    )
