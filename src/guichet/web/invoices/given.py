"""The settings form as JSON in the words of the API.

The name of each field is its path, such as `vat.rates.0.country`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict

FLAGS = (
    "filePapers",
    "languageByCustomer",
    "invoices.yearly",
    "creditNotes.yearly",
    "vat.oss",
    "vat.useMarketplaceTax",
    "vat.pricesIncludeVat",
)
WHOLE = ("invoices.start", "invoices.digits", "creditNotes.start", "creditNotes.digits")
LINES = ("seller.addressLines",)
# Tables of the form; those that map a word to a value are written as two columns.
TABLES = ("seller.registrations", "vat.rates", "vat.skuRates")
PAIRS = {"vat.localNumbers": ("country", "number"), "exchangeRates": ("currency", "rate")}
AT_MOST = 300


def given_of(form: QueryDict) -> dict[str, Any]:
    """What was typed; rows that are empty are left out, so that a blank line of a table is no mistake."""
    found: dict[str, Any] = {}
    for path, value in _plain_fields(form):
        _put(found, path, value)
    for path in TABLES:
        _put(found, path, list(_rows(form, path)))
    for path, (key, value_name) in PAIRS.items():
        rows = _rows(form, path)
        _put(found, path, {row.get(key, "").upper(): row.get(value_name, "") for row in rows})
    for path in FLAGS:
        _put(found, path, form.get(path) == "1")
    return found


def _plain_fields(form: QueryDict) -> Iterator[tuple[str, Any]]:
    tables = tuple(f"{path}." for path in (*TABLES, *PAIRS))
    for path in form:
        if path.startswith(tables) or path in FLAGS or path.split(".")[0] not in ROOTS:
            continue
        value = form.get(path, "").replace("\r\n", "\n")
        if path in LINES:
            yield path, value.split("\n")
        elif path in WHOLE:
            yield path, int(value) if value.isdecimal() and len(value) < 10 else value or None
        else:
            yield path, value


ROOTS = frozenset(
    {
        "seller",
        "invoices",
        "creditNotes",
        "vat",
        "regime",
        "exemptionMention",
        "source",
        "ownAddress",
        "issueFrom",
        "language",
        "rounding",
        "currency",
        "header",
        "footer",
        "paymentMention",
        "timeZone",
    }
)


def _rows(form: QueryDict, path: str) -> Iterator[dict[str, str]]:
    for number in range(AT_MOST):
        start = f"{path}.{number}."
        row = {
            name.removeprefix(start): form.get(name, "").strip() for name in form if name.startswith(start)
        }
        if any(row.values()):
            yield {name: value for name, value in row.items() if value}


def _put(found: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for parent in parents:
        found = found.setdefault(parent, {})
    found[last] = value


def text_at(data: Mapping[str, Any], path: str) -> str:
    """The value at a path as a form shows it; empty where there is none."""
    value: Any = data
    for part in path.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)
