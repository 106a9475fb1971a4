"""How the connector of Fnac and Darty answers the rules of `guichet.platforms.quality`."""

from guichet.platforms.quality import ASKED, Answers, done, exempt, to_do

ANSWERS: Answers = ASKED | {
    "claims": done("tests/platforms/fnac_darty/test_parse_claim.py"),
    "too long": exempt("the service names no limit; its own refusal is told as it is"),
    "files out": to_do("the live format is not public; files go as links meanwhile"),
    "behind a 5xx": done("tests/connectors/test_behind.py"),
    "rehearsal": done("tests/sandbox/fnac_darty/test_faults.py"),
    "unknowns": done("src/guichet/platforms/fnac_darty/README.md"),
}
