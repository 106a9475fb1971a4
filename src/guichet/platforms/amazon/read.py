"""A trusted mail of Amazon's in our words."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from guichet.platforms.amazon.buyer import read_buyer
from guichet.platforms.amazon.finds import addressee, order_in, order_in_subject
from guichet.platforms.amazon.frame import framed, without_links
from guichet.platforms.amazon.kinds import Kind, kind_of
from guichet.platforms.amazon.places import is_alias
from guichet.platforms.mail import NO_TEXT, Mail, MailKind, Reading
from guichet.platforms.port import Participant
from guichet.platforms.words import DiscussionType, ParticipantKind

AMAZON = Participant(ParticipantKind.MARKETPLACE, "Amazon")
_ALIAS = re.compile(r"mailto:([a-z0-9]{4,40}@[a-z0-9.-]{1,60})", re.IGNORECASE)
# A clock that goes ahead must not put a message before all others for ever.
_AHEAD = timedelta(minutes=5)
OPTED_OUT = (
    "Amazon did not deliver this message: the buyer takes no unsolicited messages. Answer inside a thread "
    "the buyer began, or mark what is needed for the order with [Important] in Seller Central."
)


def read(mail: Mail, received_at: datetime) -> Reading:
    """The reading of a mail whose sender is proven; every kind of mail has one."""
    at = sent_at(mail, received_at)
    match kind_of(mail):
        case Kind.BUYER:
            return read_buyer(mail, at)
        case Kind.COPY:
            return _copy(mail, at)
        case Kind.EVENT:
            return _event(mail, at)
        case Kind.OPTED_OUT:
            return _opted_out(mail, at)
        case Kind.UNKNOWN:
            return _unknown(mail, at)


def sent_at(mail: Mail, received_at: datetime) -> datetime:
    """When a mail was written, as far as its Date can be believed."""
    return mail.date if mail.date and mail.date <= received_at + _AHEAD else received_at


def key_of(mail: Mail, text: str) -> str:
    """What makes two mails one where there is no message token."""
    if mail.message_id:
        return f"id:{mail.message_id}"
    said = "\n".join((mail.sender.address, str(mail.date), text))
    return f"sha:{sha256(said.encode('utf-8', 'replace')).hexdigest()}"


def whole_text(mail: Mail) -> str:
    """All that a notice says."""
    return without_links(mail.text or mail.markup_text)


def _copy(mail: Mail, at: datetime) -> Reading:
    text = mail.text or mail.markup_text
    frame = framed(text)
    words = without_links(frame.words if frame else text)
    order_id = order_in_subject(mail.subject) or order_in(frame.above if frame else "")
    return Reading(
        MailKind.COPY,
        message_key=key_of(mail, words),
        subject=mail.subject,
        sent_at=at,
        body=words or mail.subject or NO_TEXT,
        author=Participant(ParticipantKind.MERCHANT, "Seller Central"),
        references=(f"order:{order_id}",) if order_id else (),
        order_id=order_id,
        files=mail.files,
        buyer_name=addressee(mail.subject),
    )


def _event(mail: Mail, at: datetime) -> Reading:
    text = whole_text(mail)
    order_id = order_in_subject(mail.subject) or order_in(text)
    key = key_of(mail, text)
    return Reading(
        MailKind.NOTICE,
        message_key=key,
        home=f"order:{order_id}" if order_id else f"notice:{key}",
        subject=mail.subject,
        sent_at=at,
        body=f"{mail.subject}\n\n{text}".strip() or NO_TEXT,
        author=AMAZON,
        type=DiscussionType.ORDER if order_id else DiscussionType.OTHER,
        references=(f"order:{order_id}",) if order_id else (),
        order_id=order_id,
        files=mail.files,
    )


def _opted_out(mail: Mail, at: datetime) -> Reading:
    return Reading(
        MailKind.FAILURE,
        message_key=key_of(mail, whole_text(mail)),
        subject=mail.subject,
        sent_at=at,
        references=_whom_it_concerns(mail),
        why=f"{OPTED_OUT} Amazon says: {' '.join(whole_text(mail).split())[:600]}",
    )


def _unknown(mail: Mail, at: datetime) -> Reading:
    """A notice of another make: shown where its order is spoken of already, or taken as a refusal."""
    text = whole_text(mail)
    references = (*_whom_it_concerns(mail), *(f"mail:{reference}" for reference in mail.references))
    if not references:
        return Reading(MailKind.IGNORED, why="A notice of Amazon's that belongs to no conversation.")
    return Reading(
        MailKind.FAILURE if mail.references else MailKind.NOTICE,
        message_key=key_of(mail, text),
        subject=mail.subject,
        sent_at=at,
        body=f"{mail.subject}\n\n{text}".strip() or NO_TEXT,
        author=AMAZON,
        references=references,
        files=mail.files,
        why=f"Amazon did not deliver this message. Amazon says: {' '.join(text.split())[:800]}",
    )


def _whom_it_concerns(mail: Mail) -> tuple[str, ...]:
    """The order it names, else the alias it offers a link to."""
    order_id = order_in_subject(mail.subject) or order_in(whole_text(mail))
    aliases = dict.fromkeys(alias.lower() for alias in _ALIAS.findall(mail.markup or mail.text))
    known = (f"alias:{alias}" for alias in aliases if is_alias(alias.rpartition("@")[2]))
    return (*([f"order:{order_id}"] if order_id else []), *known)
