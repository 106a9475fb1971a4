"""One customer whose words stand in every place that can hold some, and a search through all of them."""

import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from guichet.accounts.models import ApiAnswer, Channel
from guichet.accounts.sealing import seal
from guichet.inbox.files import store
from guichet.inbox.models import (
    Attachment,
    Discussion,
    Draft,
    ErasureReceipt,
    FileLink,
    MailReference,
    MailState,
    Message,
    Order,
    RawMail,
    Unreadable,
)
from guichet.inbox.models.file_link import new_token
from guichet.inbox.retention.run import run_erasure
from guichet.invoicing.models import Invoice
from tests.cast import Company, Player
from tests.inbox.queries.rows import attachment_in, channel_in, discussion_in, message_in, order_in

# Stands in everything that the customer said or is called.
WORD = "quibblewick"
EMAIL = f"zora.{WORD}@example.org"
NAME = f"Zora {WORD.title()}"
ZORA = {"kind": "CUSTOMER", "name": NAME, "marketplace_id": f"id-{WORD}", "email": EMAIL}
COLUMNS = """
SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
    AND c.data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')
"""


@dataclass(frozen=True)
class Planted:
    """What was planted."""

    channel: Channel
    talk: Discussion
    said: Message
    order: Order
    file: Attachment
    paper: Attachment
    said_at: datetime


def channel_of(home: Company, platform: str = "AMAZON", shop: str = "1") -> Channel:
    """A channel of a platform."""
    channel = channel_in(home.store, shop=shop)
    channel.platform = platform
    channel.save()
    return channel


def planted(home: Company, who: Player, days: int = 40, **values: Any) -> Planted:
    """A solved discussion of so many days ago, delivered then, with an invoice."""
    channel = channel_of(home)
    said_at = timezone.now() - timedelta(days=days)
    defaults = {"status": "SOLVED", "is_read": True, "snippet": WORD, "initiator": ZORA, "order_ref": "O-1"}
    talk = discussion_in(
        channel, [], subject=f"From {NAME}", participants=[ZORA], possible_recipients=[ZORA], message_count=1,
        recipient_kinds=["CUSTOMER"], last_message_at=said_at, created_at=said_at,
        marketplace_message_count=3, product={"title": "Lamp", "sku": None,
            "marketplace_product_id": None, "url": None}, **defaults | values,
    )  # fmt: skip
    said = message_in(
        talk, f"I am {NAME}", author_name=NAME, author_email=EMAIL, original=f"<p>{WORD}</p>",
        marketplace_message_id="m1", sent_at=said_at,
        earlier=[{"body": f"Old {WORD}", "until": said_at.isoformat()}],
    )  # fmt: skip
    order = _order(channel, said_at)
    file = _file(talk, said, b"a picture of " + WORD.encode())
    _around(home, who, channel, talk, said)
    paper = _paper(home, channel, order)
    age_files()
    return Planted(channel, talk, said, order, file, paper, said_at)


def _order(channel: Channel, moment: datetime) -> Order:
    address = {
        "name": NAME, "company": None, "lines": [f"7 {WORD} lane"], "postal_code": "44000",
        "city": WORD, "region": None, "country_code": "FR", "phone": WORD,
    }  # fmt: skip
    data = {
        "marketplace_id": "O-1", "state": "SHIPPED", "lines": [], "total": "12.00", "customer_name": NAME,
        "billing_address": address, "shipping_address": address, "tracking_number": WORD,
        "delivered_at": moment.isoformat(),
    }  # fmt: skip
    return order_in(channel, "O-1", customer_name=NAME, data=data, total="12.00", currency="EUR")


def _file(talk: Discussion, said: Message, content: bytes) -> Attachment:
    """Its bytes are as old as the message."""
    digest = store([content], 10_000).digest
    file = attachment_in(talk, said, f"{WORD}.jpg")
    Attachment.objects.filter(id=file.pk).update(digest=digest)
    FileLink.objects.create(
        account_id=talk.account_id, attachment=file, token=new_token(), language="en",
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    return file


def age_files() -> None:
    """All contents came two days ago."""
    for path in kept_files():
        os.utime(path, (time.time() - 172_800,) * 2)


def kept_files() -> list[Path]:
    """Every content of the store."""
    folder = Path(settings.GUICHET_DATA_DIR) / "files"
    return [path for path in folder.rglob("*") if path.is_file() and len(path.name) == len("0" * 64)]


def _paper(home: Company, channel: Channel, order: Order) -> Attachment:
    paper = attachment_in(None, None, "invoice.pdf", account_id=home.account.pk)
    paper.digest = store([b"%PDF invoice for " + WORD.encode()], 10_000).digest
    paper.save()
    now = timezone.now()
    Invoice.objects.create(
        account_id=home.account.pk, store=home.store, order=order, kind="OWN", number="7", issued_at=now,
        issued_on=now.date(), marketplace=channel.marketplace, marketplace_order_id="O-1",
        digest=paper.digest, file=paper, data={"buyer": NAME},
    )  # fmt: skip
    return paper


def _around(home: Company, who: Player, channel: Channel, talk: Discussion, said: Message) -> None:
    account, now = home.account.pk, timezone.now()
    upload = attachment_in(None, None, f"draft-{WORD}.png", account_id=account)
    digest = store([b"for a draft " + WORD.encode()], 10_000).digest
    Attachment.objects.filter(id=upload.pk).update(digest=digest)
    Draft.objects.create(
        account_id=account, member=who.member, discussion=talk, body=f"Dear {NAME}", updated_at=now,
        files=[upload.pk],
    )  # fmt: skip
    mail = {"account_id": account, "channel": channel, "received_at": talk.last_message_at, "subject": NAME}
    raw = f"From: {NAME} <{EMAIL}>".encode()
    RawMail.objects.create(
        **mail, body=raw, digest=b"1" * 32, state=MailState.READ, sender=EMAIL, header_id="h1@mail.example",
        discussion=talk, message=said, envelope_from=EMAIL,
    )  # fmt: skip
    RawMail.objects.create(
        **mail, body=raw, digest=b"2" * 32, state=MailState.DUPLICATE, header_id="h1@mail.example"
    )
    RawMail.objects.create(**mail, body=raw, digest=b"3" * 32, state=MailState.ASIDE, sender=EMAIL, why=WORD)
    MailReference.objects.create(
        account_id=account, channel=channel, discussion=talk, reference=f"alias:{EMAIL}", seen_at=now
    )
    unread = Unreadable.objects.create(
        account_id=account, channel=channel, body=b'{"from": "' + EMAIL.encode(), digest=b"4" * 32, why="x"
    )
    Unreadable.objects.filter(id=unread.pk).update(seen_at=talk.last_message_at)
    ApiAnswer.objects.create(
        account_id=account, asker_id=who.member.pk, key="k", fingerprint=b"5" * 32, body=seal({"body": WORD})
    )


def places(word: str = WORD) -> set[str]:
    """Where the word stands: every column of every table that can hold text, and the store of files."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        asked = [
            f"SELECT '{table}.{column}' WHERE EXISTS (SELECT FROM \"{table}\" WHERE {_holds(column, kind)})"  # noqa: S608
            for table, column, kind in cursor.fetchall()
        ]
        cursor.execute(" UNION ALL ".join(asked), {"like": f"%{word}%", "bytes": word.encode()})
        found = {row[0] for row in cursor.fetchall()}
    files = {"files" for path in kept_files() if word.encode() in path.read_bytes().lower()}
    return found | files


def _holds(column: str, kind: str) -> str:
    if kind == "bytea":
        return f'position(%(bytes)s::bytea IN "{column}") > 0'
    return f'"{column}"::text ILIKE %(like)s'


def finished(receipt: ErasureReceipt) -> ErasureReceipt:
    """Carried on as a job does, with no backup known."""
    run_erasure(receipt.pk, lambda moment: [{"name": "b", "madeAt": moment.isoformat(), "goneBy": None}])
    receipt.refresh_from_db()
    return receipt
