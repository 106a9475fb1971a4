"""How CDON's connector answers the rules of `guichet.platforms.quality`."""

from guichet.platforms.quality import ASKED_BY_MAIL, Answers, done, exempt

_CDON = "tests/sync/mail/test_cdon.py"
_READING = "tests/platforms/cdon/test_reading.py"

ANSWERS: Answers = ASKED_BY_MAIL | {
    "same page twice": done("tests/sync/mail/test_handfuls.py::test_the_same_mail_twice_in_one_handful"),
    "waiting": done(f"{_CDON}::test_an_errand_starts_the_clock_although_it_is_answered_in_reclaimit"),
    "news": done(f"{_READING}::test_news_of_an_order_cannot_be_answered"),
    "claims": done(f"{_CDON}::test_an_errand_joins_its_order_and_is_answered_in_reclaimit"),
    "answers": done(f"{_CDON}::test_a_question_its_order_and_its_answer"),
    "lost answer": done(
        "tests/sync/mail/test_answering.py::test_a_lost_answer_is_checking_then_sent_and_never_a_second_mail"
    ),
    "too long": exempt("CDON names no limit"),
    "files in": done("tests/platforms/mail/test_parse.py"),
    "files out": done("tests/sync/mail/test_answering.py::test_files_go_along"),
    "forbidden file": exempt("CDON names no kind of file that it refuses"),
    "links": exempt("files go along by themselves"),
    "behind a 5xx": exempt("the Merchants API gives refusals statuses below 500"),
    "hostile bodies": done("tests/platforms/mail/test_damaged.py"),
    "summer time": exempt("mails tell their offset, and the Merchants API tells UTC"),
    "rehearsal": done("tests/platforms/cdon/test_orders.py"),
    "unknowns": done("src/guichet/platforms/cdon/README.md"),
}
