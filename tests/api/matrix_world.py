"""Two companies in one installation: three stores each, four roles that see all and four that see two.

Every row says whose it is: `zqa1` is of the first store of company a, `zqa0` of company a as a whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import connection
from django.utils import timezone

from guichet.accounts.actions.create_token import create_token
from guichet.accounts.audit import record
from guichet.accounts.models import Account, ApiToken, Invitation, Member, Person, Role, Store
from guichet.accounts.sealing import seal
from guichet.accounts.viewer import Viewer
from guichet.api.ids import Kind, global_id
from guichet.events.models import Webhook, WebhookDelivery
from guichet.inbox.files import store as store_file
from guichet.inbox.models import (
    Attachment,
    BulkAct,
    Delivery,
    Draft,
    FileLink,
    MailState,
    RawMail,
    Unreadable,
    View,
)
from guichet.inbox.models.file_link import new_token
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.saved_filter import stored as kept_filter
from guichet.invoicing.models import Invoice, InvoiceBatch
from tests.api.asking import Api
from tests.cast import Player
from tests.inbox.queries.rows import (
    NOON,
    attachment_in,
    channel_in,
    discussion_in,
    failed_reply_in,
    message_in,
)
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order

MARK = re.compile(r"zq[ab]\d")
NINA = {"kind": "CUSTOMER", "name": "Nina", "marketplace_id": "n", "email": "nina@example.org"}
SEEN = (1, 2)  # by those who see some stores
Ids = Mapping[str, str]


@dataclass(frozen=True)
class Seat:
    """A member with a token, and what they may find in an answer."""

    name: str
    player: Player
    marks: frozenset[str]
    api: Api
    own: Ids

    @property
    def viewer(self) -> Viewer:
        """Who they are to actions."""
        return self.player.viewer

    @property
    def sees_all(self) -> bool:
        """Whether no store of the company is hidden from them."""
        return self.player.member.sees_all_stores


@dataclass(frozen=True)
class Home:
    """A company: its ids by store and noun (`stores[1]["discussion"]`), and its members."""

    letter: str
    account: Account
    stores: Mapping[int, Ids]
    rows: Mapping[int, Mapping[str, UUID]]
    seats: list[Seat] = field(default_factory=list)


def home(letter: str) -> Home:
    """A company with a row of everything in each store."""
    account = Account.objects.create(name=f"zq{letter}0 Company")
    stores = {n: Store.objects.create(account=account, name=f"zq{letter}{n}") for n in (1, 2, 3)}
    members = {(role, sees): _member(letter, stores, role, sees) for sees in ("all", "some") for role in Role}
    owner, manager = members[Role.OWNER, "all"], members[Role.MANAGER, "all"]
    rows = {n: _rows(store, f"zq{letter}{n}", owner, manager) for n, store in stores.items()}
    made = Home(letter, account, {n: _ids(found) for n, found in rows.items()}, rows)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the audit is written at the end of a transaction
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    made.seats.extend(_seat(made, who, role, sees) for (role, sees), who in members.items())
    return made


def _member(letter: str, stores: Mapping[int, Store], role: Role, sees: str) -> Player:
    name = f"zq{letter}0-{role}-{sees}"
    person = Person.objects.create(email=f"{name}@example.com", name=name, password="!")
    member = Member.objects.create(
        account=stores[1].account, person=person, role=role, sees_all_stores=sees == "all",
        last_seen_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    if sees == "some":
        member.stores.set([stores[n] for n in SEEN])
    return Player(person, member)


def _seat(made: Home, who: Player, role: Role, sees: str) -> Seat:
    numbers = (0, 1, 2, 3) if sees == "all" else (0, *SEEN)
    secret = create_token(who.member, f"zq{made.letter}0")
    tokens = ApiToken.objects.filter(member=who.member)
    tokens.update(last_used_at=timezone.now() + timedelta(hours=1))
    act = BulkAct.objects.create(
        account=made.account, member=who.member, kind="STATUS", value="OPEN", state="DONE",
        ended_at=timezone.now(),
    )  # fmt: skip
    session = UserSession.objects.create(
        user=who.person, session_key=f"{made.letter}{who.member.pk.hex}", ip="::1"
    )
    own = {
        "session": global_id(Kind.SESSION, UUID(int=session.pk)),
        "token": global_id(Kind.TOKEN, tokens.get().pk), "act": global_id(Kind.BULK_ACT, act.pk),
        "member": global_id(Kind.MEMBER, who.member.pk),
    }  # fmt: skip
    marks = frozenset(f"zq{made.letter}{n}" for n in numbers)
    return Seat(f"{made.letter}-{role}-{sees}", who, marks, Api(secret), own)


def _rows(store: Store, mark: str, owner: Player, manager: Player) -> dict[str, UUID]:
    channel = channel_in(store, shop=mark)
    channel.shop_name = channel.health_message = mark
    channel.inbound_address = f"{mark}@in.example"
    channel.credentials = seal({"baseUrl": "http://127.0.0.1:9", "apiKey": mark})
    channel.save()
    person = {"kind": "CUSTOMER", "name": mark, "marketplace_id": mark, "email": f"{mark}@example.com"}
    talk = discussion_in(
        channel, [mark], subject=mark, participants=[person, NINA], recipient_kinds=["CUSTOMER"],
        merchant_discussion_id=mark, initiator=person, order_ref=mark, needs_reply_since=NOON,
    )  # fmt: skip
    said = message_in(talk, mark, author_name=mark)
    file = attachment_in(talk, said, f"{mark}.pdf")
    FileLink.objects.create(
        account_id=store.account_id, attachment=file, token=new_token(), language="en",
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    queued = message_in(
        talk, mark, author_kind="MERCHANT", author_name=mark, delivery=Delivery.QUEUED,
        leaves_at=timezone.now() + timedelta(minutes=9),
    )  # fmt: skip
    configured(owner, store, invoices={"prefix": f"{mark}-"}, creditNotes={"prefix": f"{mark}C-"})
    sale, billed = (
        stored(channel, replace(order(line(1, "12.00")), marketplace_id=key)) for key in (mark, f"{mark}-b")
    )
    paper = Invoice.objects.create(
        account_id=store.account_id, store=store, order=billed, kind="OWN", number=mark, issued_at=NOON,
        issued_on=NOON.date(), marketplace=channel.marketplace, marketplace_order_id=f"{mark}-b", digest=mark,
        file=attachment_in(None, None, f"{mark}.pdf", account_id=store.account_id),
    )  # fmt: skip
    wanted = kept_filter(DiscussionFilter(store_ids=(store.pk,)))
    view = View.objects.create(
        account_id=store.account_id, owner=manager.member, name=mark, is_shared=True, wanted=wanted,
        order="LAST_MESSAGE_DESC",
    )  # fmt: skip
    Draft.objects.create(
        account_id=store.account_id, member=owner.member, discussion=talk, body=mark, updated_at=NOON
    )
    batch = InvoiceBatch.objects.create(
        account_id=store.account_id, asked_by=owner.member.pk, orders=[], total=0, state="DONE"
    )
    set_aside = {"account_id": store.account_id, "channel": channel, "digest": b"d" * 32}
    Unreadable.objects.create(**set_aside, body=b"{", why=mark)
    mail = RawMail.objects.create(
        **set_aside, body=f"Subject: {mark}".encode(), received_at=NOON, state=MailState.ASIDE, why=mark,
        sender=f"{mark}@example.org", subject=mark,
    )  # fmt: skip
    hook = Webhook.objects.create(
        account_id=store.account_id, url=f"https://{mark}.example/", secrets=seal({"secret": "x"}),
        store_ids=[store.pk],
    )  # fmt: skip
    told = WebhookDelivery.objects.create(
        account_id=store.account_id, webhook=hook, position=1, kind="message.created", subject=talk.pk,
        message_id=said.pk, occurred_at=NOON, error=mark,
    )  # fmt: skip
    invitation = Invitation.objects.create(
        account_id=store.account_id, email=f"{mark[:3]}0-{mark[3]}@example.org", role=Role.AGENT,
        sees_all_stores=False, store_ids=[store.pk], digest=mark.encode(),
        expires_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip
    digest = store_file([mark.encode()], 1000).digest
    Attachment.objects.filter(account_id=store.account_id, file_name=f"{mark}.pdf").update(digest=digest)
    record(owner.viewer, "store.rename", "store", store.pk, {"name": f"{mark[:3]}0"}, {"name": mark})
    return {
        "store": store.pk, "channel": channel.pk, "discussion": talk.pk, "message": said.pk,
        "queued": queued.pk, "failed": failed_reply_in(talk).pk, "attachment": file.pk, "order": sale.pk,
        "invoice": paper.pk, "view": view.pk, "batch": batch.pk, "mail": mail.pk, "webhook": hook.pk,
        "webhook_delivery": told.pk, "invitation": invitation.pk,
    }  # fmt: skip


# Nouns whose kind of id is called otherwise.
KINDS = {"queued": "message", "failed": "message"}


def _ids(rows: Mapping[str, UUID]) -> dict[str, str]:
    kinds = {noun: Kind.__members__.get(KINDS.get(noun, noun).upper()) for noun in rows}
    return {noun: global_id(kind, rows[noun]) for noun, kind in kinds.items() if kind is not None}


def marks_in(text: str) -> set[str]:
    """Whose rows a text tells of."""
    return set(MARK.findall(text))
