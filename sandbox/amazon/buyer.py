"""Buyers and their cases."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer as Amazon shows them: an alias that stays the same for one seller."""

    name: str
    alias: str
    has_opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One matter between a buyer and the seller."""

    buyer: Buyer
    domain: str
    marketplace_id: str
    case_id: str
    order_id: str = ""
    asin: str = "B0FAKE0199"
    title: str = "Lampe de bureau"
    thread: str = "A0REHEARSALTHREAD01"

    @property
    def address(self) -> str:
        """The complete alias: the tail names the case."""
        return f"{self.buyer.alias}+{self.case_id}@marketplace.{self.domain}"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a mail."""

    file_name: str
    content_type: str
    content: bytes = field(repr=False)
