"""Settings of a rehearsal marketplace: changed by name, told as JSON."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(slots=True)
class Changeable:
    """Base of the `Settings` of each marketplace, which add the fields."""

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
