"""Since when an answer is owed: the first word after the last answer, and news start no clock."""

from datetime import UTC, datetime, timedelta

from tests.connectors.asking import answer_to, pull, read
from tests.connectors.rehearsal import Rehearsal


def _minutes_ago(*minutes: int) -> list[datetime]:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    return [now - timedelta(minutes=each) for each in minutes]


def test_the_first_of_several_questions_starts_the_clock(rehearsal: Rehearsal) -> None:
    first, second = _minutes_ago(50, 20)
    thread_id = rehearsal.say([("Où est ma lampe ?", first), ("Alors ?", second)])
    assert read(rehearsal.connector(), thread_id).needs_reply_since == first


def test_an_answer_stops_it_and_the_next_question_starts_it_anew(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Où est ma lampe ?")
    asked = read(rehearsal.connector(), thread_id)
    rehearsal.connector().send(answer_to(asked, "Elle part ce soir."))
    assert read(rehearsal.connector(), thread_id).needs_reply_since is None
    rehearsal.write("Toujours rien.", thread=thread_id)
    again = read(rehearsal.connector(), thread_id)
    assert again.needs_reply_since == again.messages[-1].sent_at
    assert all(message.asks for message in again.messages)


def test_news_of_the_marketplace_start_no_clock(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Où est ma lampe ?")
    rehearsal.connector().send(answer_to(read(rehearsal.connector(), thread_id), "Elle part ce soir."))
    rehearsal.tell_news(thread_id)
    thread = pull(rehearsal.connector()).threads[thread_id]
    assert len(thread.messages) == 3
    assert not thread.messages[-1].asks
    assert thread.needs_reply_since is None
