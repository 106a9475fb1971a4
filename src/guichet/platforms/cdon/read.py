"""A mail of CDON's in our words."""

from datetime import datetime, timedelta
from hashlib import sha256

from guichet.platforms.cdon.finds import bare_subject, customer_in, errand_in, orders_in
from guichet.platforms.cdon.kinds import MARK, Kind, kind_of, takes_no_answer
from guichet.platforms.mail import NO_TEXT, Mail, MailAddress, MailKind, Reading, without_quotes
from guichet.platforms.port import Participant
from guichet.platforms.words import DiscussionType, ParticipantKind

_AHEAD = timedelta(minutes=5)
NOBODY = "CDON customer"


def read(mail: Mail, received_at: datetime) -> Reading:
    """The reading of a mail whose sender is proven."""
    text = mail.text or mail.markup_text
    kind = kind_of(mail, text)
    at = mail.date if mail.date and mail.date <= received_at + _AHEAD else received_at
    author = _author(mail, kind)
    reply_to = _reply_to(mail, kind, author)
    orders = orders_in(mail.subject, text)
    errand = errand_in(mail.subject, text)
    return Reading(
        MailKind.MESSAGE if reply_to else MailKind.NOTICE,
        message_key=_key(mail, text),
        home=_home(mail, errand, orders),
        subject=mail.subject,
        sent_at=at,
        body=_words(text, kind) or mail.subject or NO_TEXT,
        original=text,
        author=author,
        reply_to=reply_to,
        type=DiscussionType.ORDER if orders else DiscussionType.OTHER,
        references=tuple(_references(mail, errand, orders)),
        order_id=orders[0] if orders else None,
        files=mail.files,
        buyer_name=author.name,
        is_asking=kind == Kind.ERRAND,
    )


def _author(mail: Mail, kind: Kind) -> Participant:
    """The customer where the words are theirs, CDON where it speaks itself."""
    if kind in (Kind.RELAYED, Kind.FORWARDED):
        name = customer_in(mail.subject) or (mail.sender.name if kind == Kind.RELAYED else "") or NOBODY
        return Participant(ParticipantKind.CUSTOMER, name)
    return Participant(ParticipantKind.MARKETPLACE, "Reclaimit" if kind == Kind.ERRAND else "CDON")


def _reply_to(mail: Mail, kind: Kind, author: Participant) -> Participant | None:
    """Reply-To where there is one. Reclaimit's notifications are answered in Reclaimit: nothing is sent."""
    if kind in (Kind.ERRAND, Kind.INFORMATION, Kind.AUTOMATIC):
        return None
    target: MailAddress = next(iter(mail.reply_to), mail.sender)
    if takes_no_answer(target.local):
        return None
    return Participant(author.kind, author.name, None, target.address)


def _words(text: str, kind: Kind) -> str:
    if kind == Kind.FORWARDED:
        mark = MARK.search(text)
        return without_quotes(text[mark.end() :].strip()) if mark else text
    return without_quotes(text)


def _home(mail: Mail, errand: str | None, orders: tuple[str, ...]) -> str:
    if errand:
        return f"errand:{errand}"
    return f"order:{orders[0]}" if orders else f"subject:{_topic(mail)}"


def _references(mail: Mail, errand: str | None, orders: tuple[str, ...]) -> list[str]:
    """Mails answered, then errand, then order, then sender and subject (in this order by what is surest)."""
    found = [f"mail:{reference}" for reference in mail.references]
    found += [f"errand:{errand}"] if errand else []
    found += [f"order:{order}" for order in orders]
    return [*found, f"subject:{_topic(mail)}"]


def _topic(mail: Mail) -> str:
    said = f"{mail.sender.address.lower()}\n{bare_subject(mail.subject).casefold()}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:40]


def _key(mail: Mail, text: str) -> str:
    if mail.message_id:
        return f"id:{mail.message_id}"
    said = "\n".join((str(mail.date), mail.sender.address, mail.subject, text))
    return f"sha:{sha256(said.encode('utf-8', 'replace')).hexdigest()}"
