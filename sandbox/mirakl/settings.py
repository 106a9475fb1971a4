"""Where nobody knows what Mirakl does, both ways can be rehearsed (reference mirakl.md, section 14)."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal


@dataclass(slots=True)
class Settings:
    """`over_limit`: a page size above 100 is cut to 100 or refused with 400.

    `too_large`: the status for a message above 30 MB. `extra_fields`: answers carry fields
    that are in no documentation. `strict_locale`: a locale the operator has not enabled gives 400.
    """

    over_limit: Literal["clamp", "refuse"] = "clamp"
    too_large: Literal[413, 400] = 413
    extra_fields: bool = True
    strict_locale: bool = True
    max_message_bytes: int = 30 * 1024 * 1024
    max_attachments: int = 50
    max_operator_attachments: int = 1000
    max_messages: int = 1000

    def change(self, **values: Any) -> None:
        """Set some; ValueError for a name that does not exist."""
        known = {field.name for field in fields(self)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"Unknown settings: {', '.join(unknown)}. Use {', '.join(sorted(known))}.")
        for name, value in values.items():
            setattr(self, name, value)

    def as_json(self) -> dict[str, Any]:
        """For the control pages."""
        return asdict(self)
