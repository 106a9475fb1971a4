"""What the audit tells of invoice settings that were saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from guichet.invoicing.models import InvoiceSettings

# May carry a key of the seller's system.
SECRET = "ownAddress"  # noqa: S105 - the name of a setting


def told_settings(row: InvoiceSettings | None) -> dict[str, Any]:
    """The settings in the words of the API, with the logo's id; nothing where there are none yet."""
    if row is None:
        return {}
    return {**row.data, "logo": row.logo_id}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of both only what differs; of a secret, whether there is one."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return _named(before, names), _named(after, names)


def _named(told: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: bool(told[name]) if name == SECRET else told[name] for name in names if name in told}
