"""The simulation: people come, answer, and stop in time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.mirakl import Customer, Life, MiraklOperator, Post
from sandbox.mirakl.life.script import script
from sandbox.mirakl.state.writing import participant, write_message


class Clock:
    """Goes where the test says."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, life: Life, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        life.step(self.now)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def operator(clock: Clock) -> MiraklOperator:
    return MiraklOperator(seed=5, now=clock)


@pytest.fixture
def life(operator: MiraklOperator) -> Life:
    return Life(operator, every=1e9)


def shop_replies(operator: MiraklOperator, thread_id: str, body: str, to: str = "CUSTOMER") -> None:
    """As M12 does it."""
    thread = operator.thread(thread_id)
    recipients = [participant(thread, to)]
    write_message(
        operator.state,
        thread,
        body=body,
        by="SHOP",
        to=recipients,
        at=operator.now(),
        through_api=True,
    )


def test_people_come_at_the_asked_pace(operator: MiraklOperator, clock: Clock) -> None:
    life = Life(operator, every=60)
    for _ in range(600):
        clock.forward(life, 10)
    written = sum(len(thread.messages) for thread in operator.threads())
    assert 80 <= written <= 120
    languages = {thread.customer.language for thread in operator.threads() if thread.customer}
    assert languages == {"fr", "de", "es", "it", "en"}
    assert max(len(thread.messages) for thread in operator.threads()) == 2


def test_the_same_seed_tells_the_same_story() -> None:
    def story(seed: int) -> list[str]:
        clock = Clock()
        operator = MiraklOperator(seed=seed, now=clock)
        life = Life(operator, every=30)
        for _ in range(100):
            clock.forward(life, 10)
        return [message.body for thread in operator.threads() for message in thread.messages]

    assert story(1) == story(1)
    assert story(1) != story(2)


def test_an_answer_comes_in_the_customers_language(
    operator: MiraklOperator, clock: Clock, life: Life
) -> None:
    known = {text for texts in script("de").answers.values() for text in texts}
    answered = 0
    for number in range(20):
        customer = Customer("Katrin Hartmann", f"c-{number}", "de")
        thread = operator.add_thread(Post(f"Frage {number}"), customer=customer)
        shop_replies(operator, thread.id, "Guten Tag, wir kümmern uns darum.")
        clock.forward(life, 4)
        assert len(thread.messages) == 2
        clock.forward(life, 60)
        if len(thread.messages) == 3:
            answered += 1
            assert thread.messages[-1].sender.type == "CUSTOMER_USER"
            assert thread.messages[-1].body in known
    assert 10 <= answered <= 20


def test_nobody_answers_endlessly(operator: MiraklOperator, clock: Clock, life: Life) -> None:
    thread = operator.add_thread("Une question")
    for number in range(20):
        shop_replies(operator, thread.id, f"Réponse {number}")
        clock.forward(life, 120)
    received = [message for message in thread.messages if message.sender.type == "CUSTOMER_USER"]
    assert 1 < len(received) <= 4
    assert len({message.body for message in received}) == len(received)


def test_a_photo_is_sent_when_the_shop_asks_for_one(
    operator: MiraklOperator, clock: Clock, life: Life
) -> None:
    with_photo = 0
    for number in range(10):
        thread = operator.add_thread(f"La lampe {number} est fendue")
        shop_replies(operator, thread.id, "Pouvez-vous nous envoyer une photo ?")
        clock.forward(life, 120)
        with_photo += bool(thread.messages[-1].attachments)
    assert with_photo >= 5


def test_the_operator_answers_what_was_for_it_alone(
    operator: MiraklOperator, clock: Clock, life: Life
) -> None:
    senders = set()
    for number in range(8):
        notice = operator.add_thread(Post(f"Avis {number}", "OPERATOR"), about="operator")
        shop_replies(operator, notice.id, "C'est fait.", to="OPERATOR")
        clock.forward(life, 120)
        senders.add(notice.messages[-1].sender.type)
    assert "OPERATOR_USER" in senders
    assert "CUSTOMER_USER" not in senders


def test_it_runs_by_itself_and_stops() -> None:
    operator = MiraklOperator(seed=2)
    with Life(operator, every=0.05):
        deadline = datetime.now(UTC) + timedelta(seconds=5)
        while not operator.threads() and datetime.now(UTC) < deadline:
            threading.Event().wait(0.01)
    count = len(operator.threads())
    assert count > 0
    assert operator.state.listeners == []


def test_a_pace_must_be_above_zero(operator: MiraklOperator) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Life(operator, every=0)
