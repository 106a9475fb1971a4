"""An accounting document that an e-invoicing operator asks for."""

from dataclasses import dataclass


@dataclass(slots=True)
class DocumentRequest:
    """`state` is TO_PROCESS until it is answered, then ISSUED; `answer` is what the seller sent."""

    id: str
    order_id: str
    shop_id: int
    type: str = "INVOICE"
    state: str = "TO_PROCESS"
    number: str | None = None
    content: bytes = b""
