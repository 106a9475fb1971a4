"""Marketplaces that keep papers with their orders."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable

from guichet.platforms.port import Connector, OutgoingFile


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """An invoice or credit note for the marketplace's own file of an order.

    Amounts are in the order's currency, None where the paper was made elsewhere.
    """

    order_id: str
    number: str
    issued_on: date
    net: Decimal | None
    vat: Decimal | None
    file: OutgoingFile
    is_credit_note: bool = False


@runtime_checkable
class FilingConnector(Connector, Protocol):
    """A connector whose marketplace keeps papers with its orders."""

    def file_paper(self, paper: OrderPaper) -> None:
        """Put a paper into the marketplace's file of an order; one that is there already is not put again.

        Refused with the marketplace's reason. After Uncertain the same call finds out and goes on.
        """
