"""Takes away what neither a page nor XML may hold; everything else stays as it was written."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from guichet.invoicing.document import Paper

# XML 1.0, "Characters": no control characters, no surrogates, no noncharacters. The marks that turn the
# direction of writing could make one amount look like another (Unicode Technical Report 36): they go too.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]"
    "|[\U0001fffe\U0001ffff\U000f0000-\U0010ffff]"
)

T = TypeVar("T")


def legible(paper: Paper) -> Paper:
    """The same paper with every text fit for print and for XML."""
    return _cleaned(paper)


def _cleaned(value: T) -> T:
    found: Any = value
    if isinstance(found, str) and not isinstance(found, Enum):
        found = _UNFIT.sub("", found)
    elif isinstance(found, tuple):
        found = tuple(_cleaned(one) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(
            found, **{field.name: _cleaned(getattr(found, field.name)) for field in fields(found)}
        )
    return found  # type: ignore[no-any-return]
