"""How Mirakl's connector answers the rules of `guichet.platforms.quality`."""

from guichet.platforms.quality import ASKED, Answers, done, exempt

ANSWERS: Answers = ASKED | {
    "news": exempt("the operator itself says which discussion waits for the shop"),
    "waiting": done("tests/platforms/mirakl/test_waiting.py"),
    "claims": exempt("incidents are a state of order lines, told in the thread by the operator"),
    "links": exempt("files go along by themselves"),
    "behind a 5xx": exempt("Mirakl gives refusals statuses below 500"),
    "rehearsal": done("tests/sandbox/test_faults.py"),
    "unknowns": done("src/guichet/platforms/mirakl/README.md"),
}
