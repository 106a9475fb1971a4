"""What is asked of every connector, and how each answers: done, to do, or exempt and why.

The rules are here, the answers in the `quality.py` of each platform's folder; `docs/connectors.md` is printed
from both. A rule that a connector does not answer is an error of the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from guichet.platforms.manifest import folder_of
from guichet.platforms.words import Platform

RULES: Mapping[str, str] = {
    "credentials": "refused credentials ask the owner, before anything is stored",
    "expiry": "credentials that expire are told, and stop what needs them",
    "same shop": "the same shop is known again",
    "empty account": "an account without a word in it is no trouble",
    "pages": "everything comes once, from the first page to the last",
    "resumes": "a pull goes on where it died",
    "same page twice": "a page read twice says the same",
    "edited": "a message that was edited is the same message",
    "idle poll": "a poll that finds nothing is one call",
    "history": "what was said before the activation is read",
    "waiting": "it is known since when an answer is owed",
    "news": "what asks for no answer starts no clock",
    "claims": "claims and returns stand in their conversation",
    "answers": "a reply arrives with the very words typed",
    "lost answer": "a reply whose answer was lost is never sent twice",
    "too long": "what is too long is refused before it leaves",
    "files in": "files of customers are fetched",
    "files out": "files leave with a reply",
    "forbidden file": "a file that is not taken goes nowhere",
    "links": "files go as links where none are taken",
    "orders": "the order is read and understood",
    "order gone": "an order that is gone is left out",
    "patience": "waits as long as it is asked to",
    "behind a 5xx": "a refusal is understood whatever status it has",
    "hostile bodies": "HTML, 5 MB, control characters and half characters are read",
    "damaged answers": "wrong charset, cut or foreign answers lose nothing",
    "clocks": "clocks an hour off lose nothing",
    "summer time": "days on which clocks change are read right",
    "secrets": "no error and no log tells a secret or a customer's words",
    "speed": "300 discussions are parsed within 150 ms",
    "rehearsal": "a rehearsal marketplace with the menu of faults",
    "setup": "what the seller does over there is told step by step",
    "unknowns": "what nobody documents is written down, with its guard",
    "live": "tried against the live service",
}


class Standing(StrEnum):
    """How a connector stands with a rule."""

    DONE = "done"
    TO_DO = "to do"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Answer:
    """`why` is a reason, in words; where it is done, `by` is the file (and the test) that shows it."""

    standing: Standing
    why: str = ""
    by: str = ""


Answers = Mapping[str, Answer]


def done(by: str) -> Answer:
    """Done, as a test or a document shows: `path` or `path::name`."""
    return Answer(Standing.DONE, by=by)


def to_do(why: str) -> Answer:
    """Not yet; the reason says what it needs."""
    return Answer(Standing.TO_DO, why)


def exempt(why: str) -> Answer:
    """Never, for this reason."""
    return Answer(Standing.EXEMPT, why)


NEEDS_A_SELLER = to_do("needs a seller's account")

# The questions of tests/connectors that connectors which read their discussions back answer alike.
ASKED: dict[str, Answer] = {
    rule: done(f"tests/connectors/{by}")
    for rule, by in {
        "credentials": "test_verify.py::test_a_refused_key_asks_the_owner",
        "expiry": "test_changes.py::test_credentials_that_expire_stop_every_question",
        "same shop": "test_verify.py::test_the_same_shop_has_the_same_key_and_its_credentials_work_again",
        "empty account": "test_pull.py::test_an_empty_marketplace_closes_its_pass",
        "pages": "test_pull.py::test_a_first_pull_brings_everything_once",
        "resumes": "test_pull.py::test_a_pull_goes_on_where_it_died",
        "same page twice": "test_damage.py::test_the_same_page_says_the_same_twice",
        "edited": "test_changes.py::test_a_message_that_was_edited_is_the_same_message_with_other_words",
        "idle poll": "test_idle.py::test_a_poll_that_finds_nothing_is_one_call",
        "history": "test_pull.py::test_a_first_pull_brings_everything_once",
        "waiting": "test_waiting.py::test_an_answer_stops_it_and_the_next_question_starts_it_anew",
        "news": "test_waiting.py::test_news_of_the_marketplace_start_no_clock",
        "answers": "test_send.py::test_a_reply_arrives_as_it_was_typed",
        "lost answer": "test_send.py::"
        "test_a_lost_answer_is_uncertain_and_the_discussion_shows_the_reply_once",
        "too long": "test_send.py::test_the_longest_text_that_is_promised_arrives",
        "files in": "test_file.py::test_the_bytes_come_as_they_were_sent",
        "files out": "test_send.py::test_files_travel_along",
        "forbidden file": "test_changes.py::test_a_forbidden_file_goes_nowhere",
        "orders": "test_orders.py::test_an_order_is_understood",
        "order gone": "test_changes.py::test_an_order_that_is_gone_is_left_out_and_its_discussion_stays",
        "patience": "test_send.py::test_busy_tells_the_wait_in_seconds",
        "hostile bodies": "test_hostile.py::test_any_body_is_read",
        "damaged answers": "test_damage.py::test_a_damaged_answer_loses_nothing",
        "clocks": "test_clocks.py::test_a_clock_that_is_off_loses_nothing",
        "summer time": "test_clocks.py::test_days_on_which_clocks_change",
        "secrets": "test_secrets.py::test_nothing_is_told_when_things_go_wrong",
    }.items()
} | {
    "links": done("tests/inbox/actions/test_links.py"),
    "speed": done("bench/connectors/__main__.py"),
    "setup": done("tests/platforms/test_setup_steps.py"),
    "live": NEEDS_A_SELLER,
}

_NO_PULL = exempt("messages come by mail, there is nothing to pull")
# The same for those whose messages travel by mail, and who are asked for their orders.
ASKED_BY_MAIL: dict[str, Answer] = {
    rule: done(f"tests/connectors/test_by_mail.py::{name}")
    for rule, name in {
        "credentials": "test_refused_credentials_ask_the_owner_at_activation",
        "expiry": "test_credentials_that_expire_stop_no_mail",
        "same shop": "test_the_same_shop_has_the_same_key_and_its_credentials_work_again",
        "empty account": "test_an_empty_account_is_no_trouble",
        "orders": "test_an_order_is_understood",
        "order gone": "test_an_order_that_is_gone_is_left_out",
        "patience": "test_trouble_is_busy",
        "damaged answers": "test_what_is_no_order_is_an_error_the_engine_knows",
        "clocks": "test_a_clock_that_is_off_reads_the_same",
        "secrets": "test_nothing_is_told_when_things_go_wrong",
    }.items()
} | {
    "pages": _NO_PULL,
    "resumes": _NO_PULL,
    "idle poll": _NO_PULL,
    "speed": _NO_PULL,
    "history": exempt("what was mailed before is in no mailbox of ours"),
    "edited": exempt("a mail that was sent stays as it is"),
    "setup": done("tests/platforms/test_setup_steps.py"),
    "live": NEEDS_A_SELLER,
}


@cache
def quality_of(platform: Platform) -> Answers:
    """The answers of a connector: `ANSWERS` in its folder's `quality.py`."""
    module = import_module(f"guichet.platforms.{folder_of(platform)}.quality")
    answers: Answers = module.ANSWERS
    return answers
