"""Settings as JSON in the words of the API; `parse_settings` reads it back unchanged."""

import re
from typing import Any

from guichet.invoicing.codec import encode
from guichet.invoicing.settings.form import Settings

# Their keys are data: countries and currencies.
DATA = ("local_numbers", "exchange_rates")


def plain(settings: Settings) -> dict[str, Any]:
    """What is stored, shown by the API and printed by the command line."""
    found: dict[str, Any] = _camel(encode(settings))
    return found


def camel(name: str) -> str:
    """`legal_name` is `legalName` outside."""
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {camel(key): one if key in DATA else _camel(one) for key, one in value.items()}
