"""Validates requests as the live service does: order, case and nesting matter."""

import threading
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

_RNG = "http://relaxng.org/ns/structure/1.0"
_MOST_IDS = 50
_LISTS = ("orders_fnac_id", "orders", "incidents_id")
# A validator keeps its errors on itself, so two threads may not use it at once.
_one_at_a_time = threading.Lock()


class RefusedError(Exception):
    """The request is refused as a whole: `code` and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_request(service: str, body: bytes) -> Any:
    """The root of a valid request; RefusedError with ERR_146 or ERR_105 for any other."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("ERR_146", f"XML Schema Validation failed: {error.msg}") from error
    with _one_at_a_time:
        validator = _validator(service)
        if not validator.validate(root):
            first = validator.error_log[0]
            why = f"XML Schema Validation failed: {first.message}, line: {first.line}"
            raise RefusedError("ERR_146", why)
    for name in _LISTS:
        if any(len(entries) > _MOST_IDS for entries in root.iterchildren(f"{{*}}{name}")):
            raise RefusedError("ERR_105", f"At most {_MOST_IDS} elements may be requested in {name}")
    return root


@cache
def _validator(service: str) -> Any:
    grammar = deepcopy(_grammar())
    start = etree.SubElement(grammar, f"{{{_RNG}}}start")
    etree.SubElement(start, f"{{{_RNG}}}ref", name=service)
    return etree.RelaxNG(grammar)


@cache
def _grammar() -> Any:
    parser = etree.XMLParser(remove_comments=True)
    return etree.fromstring(files("sandbox.fnac_darty").joinpath("schema.rng").read_bytes(), parser)
