"""Who says what next: a new customer, an impatient one, one who got an answer."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.mirakl.content.demo import topic_of
from sandbox.mirakl.content.goods import Person, people, products
from sandbox.mirakl.content.pictures import photo
from sandbox.mirakl.content.purchases import purchase
from sandbox.mirakl.life.script import LANGUAGES, Script, script, subject_of
from sandbox.mirakl.state.model import Entity, File, Message, Thread

if TYPE_CHECKING:
    from sandbox.mirakl.operator import MiraklOperator

_FURTHER_QUESTION = 0.55


class Newcomers:
    """New threads; in each language every opening is used before one comes round again."""

    def __init__(self, operator: "MiraklOperator", dice: random.Random) -> None:
        self._operator = operator
        self._dice = dice
        self._left: dict[str, list[Mapping[str, Any]]] = {}

    def begin(self) -> Thread:
        """Somebody writes for the first time."""
        language = self._dice.choices(LANGUAGES, weights=(5, 3, 2, 2, 3))[0]
        opening = self._opening(language)
        natives = [each for each in people().values() if each.customer.language == language]
        person = self._dice.choice(natives)
        if "offer" in opening:
            return self._about_offer(opening, person)
        return self._about_order(opening, person)

    def _opening(self, language: str) -> Mapping[str, Any]:
        left = self._left.setdefault(language, [])
        if not left:
            left += self._dice.sample(script(language).openings, len(script(language).openings))
        return left.pop()

    def _about_offer(self, opening: Mapping[str, Any], person: Person) -> Thread:
        product = products()[opening["offer"]]
        entity = Entity("MMP_OFFER", str(product.number), product.titles["fr"])
        topic = topic_of(opening["topic"])
        return self._operator.add_thread(
            opening["body"], customer=person.customer, entity=entity, topic=topic
        )

    def _about_order(self, opening: Mapping[str, Any], person: Person) -> Thread:
        age = timedelta(days=self._dice.randint(3, 12), minutes=self._dice.randint(0, 900))
        created = self._operator.now() - age
        with self._operator.state.lock:
            order = purchase(self._operator.state, self._operator.shop, person, opening, created, self._dice)
        topic = topic_of(opening["topic"])
        return self._operator.add_thread(opening["body"], customer=person.customer, order=order, topic=topic)


def nudge(operator: "MiraklOperator", dice: random.Random, thread: Thread) -> Message | None:
    """A customer who waits asks again; None when nothing new is left to say."""
    body = _unsaid(thread, _script(thread).answers["nudge"], dice)
    return None if body is None else operator.add_message(thread.id, body)


def answer(operator: "MiraklOperator", dice: random.Random, thread: Thread, turn: int) -> Message | None:
    """Whoever the shop wrote to answers: a photo when asked for, a further question, thanks at last."""
    last = thread.messages[-1]
    if all(recipient.type == "OPERATOR" for recipient in last.to):
        body = _unsaid(thread, _script(thread).answers["operator"], dice)
        return None if body is None else operator.add_message(thread.id, body, by="OPERATOR")
    kind, files = _kind(thread, last, dice, turn)
    body = _unsaid(thread, _script(thread).answers[kind], dice)
    return None if body is None else operator.add_message(thread.id, body, files=files)


def _kind(thread: Thread, last: Message, dice: random.Random, turn: int) -> tuple[str, list[File]]:
    words = _script(thread)
    if words.asks_for_a_photo(last.body) and not _has_sent_photo(thread):
        return "photo", [File("photo.png", photo(dice.randint(100, 120)), "image/png")]
    if turn == 0 and dice.random() < _FURTHER_QUESTION:
        return subject_of(thread.topic.value), []
    return "thanks", []


def _has_sent_photo(thread: Thread) -> bool:
    return any(message.attachments and message.sender.type == "CUSTOMER_USER" for message in thread.messages)


def _script(thread: Thread) -> Script:
    return script(thread.customer.language if thread.customer else LANGUAGES[0])


def _unsaid(thread: Thread, texts: list[str], dice: random.Random) -> str | None:
    said = {message.body for message in thread.messages}
    left = [text for text in texts if text not in said]
    return dice.choice(left) if left else None
