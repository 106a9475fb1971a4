"""All that is here of one customer, as a ZIP: what was said, their orders, files and papers."""

import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import IO, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.viewer import Viewer
from guichet.inbox.files import chunks_of, open_file
from guichet.inbox.models import Attachment, AttachmentState, Discussion, Message, Order, RawMail
from guichet.inbox.queries.sql import fetch, sql
from guichet.inbox.retention.customer import Customer, Sought, find_customer

IN_MEMORY = 1_000_000
PAPERS = "SELECT file_id FROM invoice WHERE order_id = ANY(%s)"
TALKS = (
    "id", "marketplace", "marketplace_discussion_id", "type", "status", "subject", "participants", "product",
    "order_ref", "created_at", "last_message_at",
)  # fmt: skip
SAID = (
    "id", "discussion_id", "author_kind", "author_name", "author_email", "recipients", "body", "original",
    "earlier", "sent_at", "delivery",
)  # fmt: skip
BOUGHT = (
    "id", "marketplace_order_id", "state", "placed_at", "total", "currency", "customer_name", "url", "data",
)  # fmt: skip
FILED = ("id", "message_id", "file_name", "content_type")


def export_customer(viewer: Viewer, sought: Sought) -> IO[bytes]:
    """The ZIP at its start, of the visible stores; it is gone once it is closed.

    RefusalError FORBIDDEN unless the viewer manages, and those of `find_customer`.
    """
    viewer.must_manage()
    customer = find_customer(viewer, sought)
    with transaction.atomic():
        counts = {"discussions": len(customer.discussion_ids), "orders": len(customer.order_ids)}
        record(viewer, "customer.export", "account", viewer.account_id, None, counts)
    with ExitStack() as undone:
        kept: IO[bytes] = undone.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
            files = dict(_packed(packed, customer))
            told = json.dumps(_told(customer, files), cls=DjangoJSONEncoder, indent=1)
            packed.writestr("customer.json", told)
        kept.seek(0)
        # Closed by whoever reads it.
        undone.pop_all()
    return kept


def _packed(packed: zipfile.ZipFile, customer: Customer) -> Iterator[tuple[UUID, str]]:
    """Each file and the name that it has in the ZIP; mails as they came too."""
    papers = {row[0] for row in fetch(sql(PAPERS, customer.order_ids))}
    for folder, rows in (
        ("files", Attachment.objects.filter(discussion_id__in=customer.discussion_ids)),
        ("papers", Attachment.objects.filter(id__in=papers)),
    ):
        for row in rows.filter(state=AttachmentState.STORED).order_by("id"):
            name = f"{folder}/{row.pk.hex[-12:]}-{_plain(row.file_name)}"
            if _pack(packed, row, name):
                yield row.pk, name
    for mail in RawMail.objects.filter(discussion_id__in=customer.discussion_ids).order_by("id").iterator(20):
        packed.writestr(f"mails/{mail.pk.hex}.eml", bytes(mail.body))


def _pack(packed: zipfile.ZipFile, row: Attachment, name: str) -> bool:
    """Whether its bytes are still kept."""
    try:
        stream = open_file(row)
    except FileNotFoundError:
        return False
    with stream, packed.open(name, "w", force_zip64=True) as target:
        for chunk in chunks_of(stream):
            target.write(chunk)
    return True


def _plain(name: str) -> str:
    """No folder, and nothing that a system reads as one."""
    return "".join(c if c.isalnum() or c in "-_. " else "_" for c in name)[-100:].lstrip(".") or "file"


def _told(customer: Customer, files: dict[UUID, str]) -> dict[str, Any]:
    talks = Discussion.objects.filter(id__in=customer.discussion_ids).order_by("last_message_at", "id")
    said = Message.objects.filter(discussion_id__in=customer.discussion_ids).order_by("sent_at", "id")
    named = Attachment.objects.filter(id__in=list(files)).values(*FILED)
    orders = Order.objects.filter(id__in=customer.order_ids).order_by("id").values(*BOUGHT)
    return {
        "emails": customer.emails,
        "names": customer.names,
        "discussions": list(talks.values(*TALKS)),
        "messages": list(said.values(*SAID)),
        "orders": list(orders),
        "files": [row | {"path": files[row["id"]]} for row in _listed(list(named))],
    }


def _listed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["id"]))
