"""What a buyer wrote."""

import re
from datetime import datetime
from hashlib import sha256

from guichet.platforms.amazon.finds import (
    buyer_name,
    is_about_a_product,
    order_in,
    order_in_subject,
    product_in,
)
from guichet.platforms.amazon.footer import Footer, footer_of
from guichet.platforms.amazon.frame import Frame, framed, without_links
from guichet.platforms.mail import NO_TEXT, Mail, MailKind, Reading, without_quotes
from guichet.platforms.port import Participant, Product
from guichet.platforms.words import DiscussionType, ParticipantKind

_CASE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def read_buyer(mail: Mail, at: datetime) -> Reading:
    """A buyer's message: the words inside the frame, everything else from around them."""
    text, frame = _best_text(mail)
    footer = _footer(mail, frame)
    above = frame.above if frame else ""
    words = without_links(without_quotes(frame.words if frame else text)) or mail.subject or NO_TEXT
    order_id = order_in_subject(mail.subject) or order_in(above)
    product = product_in(above) or _product_in_markup(mail)
    buyer = Participant(
        ParticipantKind.CUSTOMER, buyer_name(mail.sender, mail.subject), alias_of(mail), mail.sender.address
    )
    case = _case(mail, footer)
    return Reading(
        MailKind.MESSAGE,
        message_key=f"m:{footer.message}" if footer.message else _key(mail, words),
        home=_home(mail, order_id, case, product),
        subject=mail.subject,
        sent_at=at,
        body=words,
        original=without_links(text),
        author=buyer,
        reply_to=buyer,
        type=_type(mail, order_id, product),
        references=tuple(_references(mail, order_id, case, footer)),
        order_id=order_id,
        product=product,
        files=mail.files,
        buyer_name=buyer.name,
    )


def alias_of(mail: Mail) -> str:
    """Who the buyer is: the alias without its tail, which names the case."""
    return f"{mail.sender.local.partition('+')[0]}@{mail.sender.domain}"


def _best_text(mail: Mail) -> tuple[str, Frame | None]:
    """The plain part; the HTML where the plain one is missing or has lost the frame."""
    frame = framed(mail.text)
    if frame is not None or not mail.markup:
        return mail.text, frame
    text = mail.markup_text
    frame = framed(text)
    return (text, frame) if frame or not mail.text else (mail.text, None)


def _footer(mail: Mail, frame: Frame | None) -> Footer:
    """The links below the words; where the plain part has none, those of the HTML."""
    found = footer_of(frame.below) if frame else Footer()
    if found.message or not mail.markup:
        return found
    markup = framed(mail.markup_text)
    return footer_of(markup.below) if markup else found


def _product_in_markup(mail: Mail) -> Product | None:
    frame = framed(mail.markup_text) if mail.markup else None
    return product_in(frame.above) if frame else None


def _case(mail: Mail, footer: Footer) -> str:
    tail = mail.sender.local.partition("+")[2]
    return tail if _CASE.fullmatch(tail) else footer.case


def _home(mail: Mail, order_id: str | None, case: str, product: Product | None) -> str:
    if order_id:
        return f"order:{order_id}"
    matter = case or (product.marketplace_product_id if product else None) or ""
    return f"buyer:{alias_of(mail)}:{matter}"


def _references(mail: Mail, order_id: str | None, case: str, footer: Footer) -> list[str]:
    found = [f"order:{order_id}"] if order_id else []
    found += [f"case:{case}"] if case else []
    found += [f"thread:{footer.thread}"] if footer.thread else []
    found += [f"mail:{reference}" for reference in mail.references]
    return [*found, f"alias:{alias_of(mail)}"]


def _type(mail: Mail, order_id: str | None, product: Product | None) -> DiscussionType | None:
    if order_id:
        return DiscussionType.ORDER
    return DiscussionType.PRODUCT if product or is_about_a_product(mail.subject) else None


def _key(mail: Mail, words: str) -> str:
    if mail.message_id:
        return f"id:{mail.message_id}"
    said = "\n".join((alias_of(mail), str(mail.date), words))
    return f"sha:{sha256(said.encode('utf-8', 'replace')).hexdigest()}"
