"""How Amazon's connector answers the rules of `guichet.platforms.quality`."""

from guichet.platforms.quality import ASKED_BY_MAIL, Answers, done, exempt, to_do

_ANSWERING = "tests/sync/mail/test_answering.py"
_SAMPLES = "tests/platforms/amazon/test_samples.py"

ANSWERS: Answers = ASKED_BY_MAIL | {
    "same page twice": done("tests/sync/mail/test_handfuls.py::test_the_same_mail_twice_in_one_handful"),
    "waiting": done("tests/sync/mail/test_clocks.py"),
    "news": done("tests/sync/mail/test_clocks.py::test_a_notice_neither_starts_nor_stops_it"),
    "claims": done(f"{_SAMPLES}::test_a_return_cannot_be_answered"),
    "answers": done(f"{_ANSWERING}::test_one_mail_as_amazon_wants_it"),
    "lost answer": done(f"{_ANSWERING}::test_a_lost_answer_is_checking_then_sent_and_never_a_second_mail"),
    "too long": exempt("Amazon names no limit for words; files are measured before they leave"),
    "files in": done(f"{_SAMPLES}::test_files_keep_name_and_bytes"),
    "files out": done(f"{_ANSWERING}::test_files_go_along"),
    "forbidden file": to_do("Amazon's list is not public; what passes for sellers is taken"),
    "links": exempt("Amazon forbids links"),
    "behind a 5xx": exempt("the SP-API gives refusals statuses below 500"),
    "hostile bodies": done("tests/platforms/amazon/test_hard_mails.py"),
    "summer time": exempt("mails and the SP-API tell their offset"),
    "rehearsal": done("tests/platforms/amazon/test_orders.py"),
    "unknowns": done("src/guichet/platforms/amazon/README.md"),
}
