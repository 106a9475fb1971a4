"""Where nobody knows what Rakuten does, both ways can be rehearsed (reference rakuten.md, section 17)."""

from dataclasses import dataclass
from typing import Literal

from sandbox.settings import Changeable


@dataclass(slots=True)
class Settings(Changeable):
    """`error_status`: the HTTP status beside an `errorresponse`. `quota_per_hour`: None counts without end.

    `max_bytes`: the longest content, in bytes of ISO-8859-1. `reading_marks_read`: whether getiteminfos
    flips UNREAD. `read_status`: the word it flips to. `empty_list`: an empty element, or none at all.
    `declares_encoding`: whether answers begin with an XML declaration. `gives_purchaseid`: whether
    getiteminfos names the order. `refuses_markup`: content with HTML codes is refused.
    """

    error_status: int = 200
    quota_per_hour: int | None = None
    max_bytes: int = 475
    sales_per_page: int = 50
    reading_marks_read: bool = True
    read_status: str = "READ"
    empty_list: Literal["element", "nothing"] = "element"
    declares_encoding: bool = True
    gives_purchaseid: bool = True
    refuses_markup: bool = False
