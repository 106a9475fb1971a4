"""Where nobody knows what Mirakl does, both ways can be rehearsed (reference mirakl.md, section 14)."""

from dataclasses import dataclass
from typing import Literal

from sandbox.settings import Changeable


@dataclass(slots=True)
class Settings(Changeable):
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
