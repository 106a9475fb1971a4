"""How Rakuten's connector answers the rules of `guichet.platforms.quality`."""

from guichet.platforms.quality import ASKED, Answers, done, exempt

_NO_FILES = exempt("the service carries none, either way")

ANSWERS: Answers = ASKED | {
    "empty account": done("tests/platforms/rakuten_fr/test_pull.py::test_nothing_to_do_has_two_forms"),
    "edited": exempt("messages have no id, and nothing tells of an edit"),
    "claims": done("tests/platforms/rakuten_fr/test_parse.py::test_the_words_of_a_claim_are_the_buyers"),
    "files in": _NO_FILES,
    "files out": _NO_FILES,
    "secrets": done("tests/platforms/rakuten_fr/test_secrets.py"),
    "speed": exempt("an item is a page, and calls are counted by the hour"),
    "behind a 5xx": done("tests/connectors/test_behind.py"),
    "rehearsal": done("tests/sandbox/rakuten_fr/test_control.py"),
    "unknowns": done("src/guichet/platforms/rakuten_fr/README.md"),
}
