"""Files an invoice with its order: DR74 where the operator asks for it, else OR74.

An operator uses one way or the other; a request that waits (DR11) says which. A 200 of either can be a
failure: the reasons are inside. The id of a new document is not told, so what is there is read first (OR72,
DR11): after a lost answer the same call finds its own document and puts nothing twice.
"""

from datetime import timedelta

from guichet.platforms.errors import Busy, Refused
from guichet.platforms.fields import Fields, load
from guichet.platforms.filing import OrderPaper
from guichet.platforms.http import Answer, Part
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.errors import (
    BAD_REQUEST,
    CREATED,
    FORBIDDEN,
    NOT_FOUND,
    OK,
    UNAUTHORIZED,
    refused_read,
    their_words,
)
from guichet.platforms.mirakl.file_names import sendable_names
from guichet.platforms.port import Memory
from guichet.platforms.text import one_line, plain

DAY = timedelta(days=1)
TYPES = "mirakl.document_types"
INVOICE_TYPE = "CUSTOMER_INVOICE"
FEATURE = "documents"
LONGEST = 400
NO_TYPE = (
    "This operator names no type of document for invoices. Send the invoice with a message, or file it in "
    "the back office."
)
# What a request waits in, and what it becomes.
WAITING = "TO_PROCESS"
DONE = "ISSUED"


def file_paper(client: MiraklClient, memory: Memory, paper: OrderPaper) -> None:
    """Put one paper; Refused in the marketplace's words, Uncertain where its answer was lost."""
    kind = "CREDIT_NOTE" if paper.is_credit_note else "INVOICE"
    asked = [one for one in _requests(client, paper.order_id) if one.text("type") == kind]
    if any(one.text("state") == DONE for one in asked):
        return
    waiting = next((one for one in asked if one.text("state") == WAITING), None)
    if waiting is not None:
        _answer_request(client, paper, waiting.text("id") or "")
    else:
        _put_document(client, memory, paper)


def _requests(client: MiraklClient, order_id: str) -> list[Fields]:
    """What is asked for; nothing where the operator does not work this way (403, 404, 400)."""
    answer = client.requests_for(order_id)
    if answer.status in (FORBIDDEN, NOT_FOUND, BAD_REQUEST):
        return []
    return list(_read(client, answer).children("data"))


def _answer_request(client: MiraklClient, paper: OrderPaper, request_id: str) -> None:
    (name,) = sendable_names([paper.file.file_name])
    entry: dict[str, object] = {
        "request_id": request_id,
        "document_number": paper.number,
        "issue_date": paper.issued_on.isoformat(),
        "files": [{"name": name, "format": "PDF"}],
    }
    if paper.net is not None and paper.vat is not None:
        entry |= {"total_amount_excluding_taxes": float(paper.net), "total_tax_amount": float(paper.vat)}
    with paper.file.open() as stream:
        part = Part("files", stream, "application/pdf", name)
        answer = client.put_requested({"requests": [entry]}, [part])
    _check(client, answer, "requests")


def _put_document(client: MiraklClient, memory: Memory, paper: OrderPaper) -> None:
    (name,) = sendable_names([paper.file.file_name])
    there = _read(client, client.documents(paper.order_id)).children("order_documents")
    if any(one.text("file_name") == name for one in there):
        return
    if INVOICE_TYPE not in _types(client, memory):
        raise Refused(NO_TYPE)
    entries: dict[str, object] = {"order_documents": [{"file_name": name, "type_code": INVOICE_TYPE}]}
    with paper.file.open() as stream:
        part = Part("files", stream, "application/pdf", name)
        answer = client.put_documents(paper.order_id, entries, [part])
    _check(client, answer, "order_documents")


def _types(client: MiraklClient, memory: Memory) -> set[str]:
    """The types of order documents that a seller may put, asked once a day."""
    kept = memory.recall(TYPES, DAY)
    if kept is None:
        found = _read(client, client.document_types()).children("documents")
        kept = {"codes": [one.text("code") for one in found if one.text("entity") == "ORDER"]}
        memory.remember(TYPES, kept)
    codes = kept.get("codes") if isinstance(kept, dict) else None
    return set(codes) if isinstance(codes, list) else set()


def _check(client: MiraklClient, answer: Answer, name: str) -> None:
    """Refused with the reasons of an error, or of those inside a 200."""
    if answer.status in (UNAUTHORIZED, FORBIDDEN):
        raise refused_read(answer, FEATURE, client.web.mask)
    if answer.status not in (OK, CREATED):
        raise _refused(their_words(answer, client.web.mask) or f"error {answer.status}")
    entries = Fields.of(load(answer.body), name).children(name)
    errors = [error for entry in entries for error in entry.children("errors")]
    if errors:
        said = "; ".join(
            dict.fromkeys(error.words("message") or error.text("code") or "" for error in errors)
        )
        raise _refused(client.web.mask(one_line(plain(said)))[:LONGEST].rstrip(". "))


def _refused(said: str) -> Refused:
    return Refused(f"The marketplace does not take this paper: {said}.")


def _read(client: MiraklClient, answer: Answer) -> Fields:
    if answer.status != OK:
        raise refused_read(answer, FEATURE, client.web.mask)
    try:
        return Fields.of(load(answer.body), "documents")
    except ValueError as error:
        raise Busy("The marketplace's answer was cut short or is not what was asked for.") from error
