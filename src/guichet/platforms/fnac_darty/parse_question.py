"""A question about an offer: one message, with the answer kept on it."""

from dataclasses import replace

from guichet.platforms.fnac_darty.matters import Matter
from guichet.platforms.fnac_darty.moments import moment
from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.fnac_darty.parse_message import parse_answer
from guichet.platforms.fnac_darty.parse_people import everyone
from guichet.platforms.fnac_darty.standing import can_answer, is_settled
from guichet.platforms.port import Message, Product, Thread
from guichet.platforms.text import one_line, plain
from guichet.platforms.words import DiscussionType, ParticipantKind


def question(matter: Matter, node: Node, asked: Message, brand: str) -> Thread:
    """The discussion of a question. Whether it takes a second answer is unknown; the marketplace decides."""
    answer = parse_answer(node, asked, brand)
    messages = (asked, answer) if answer else (asked,)
    fields = node.fields
    title = one_line(fields.text("message_offer_title") or "")
    customer = replace(asked.author, kind=ParticipantKind.CUSTOMER, marketplace_id=matter.id)
    is_asked = asked.author.kind is not ParticipantKind.MERCHANT
    waits = is_asked and answer is None and not is_settled(node)
    return Thread(
        marketplace_id=matter.id,
        type=DiscussionType.PRODUCT,
        subject=one_line(plain(fields.text("message_subject") or "")) or title,
        participants=everyone([message.author for message in messages]),
        possible_recipients=(customer,) if is_asked and can_answer(node) else (),
        created_at=asked.sent_at,
        updated_at=moment(fields, "updated_at") or messages[-1].sent_at,
        message_count=len(messages),
        messages=messages,
        product=Product(
            title=title or None, marketplace_product_id=node.child("message_referer").words or None
        ),
        needs_reply_since=asked.sent_at if waits else None,
    )
