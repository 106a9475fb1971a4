"""Every connector answers every rule, and what it calls done can be looked up."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.quality import RULES, Answer, Standing, quality_of
from guichet.platforms.words import Platform
from tests.connectors.rehearsal import Rehearsal

ROOT = Path(__file__).parent.parent.parent
ANSWERS = [(p, rule, answer) for p in platforms() for rule, answer in quality_of(p).items()]
DONE = [(p, rule, a) for p, rule, a in ANSWERS if a.standing is Standing.DONE]


@pytest.mark.parametrize("platform", platforms())
def test_every_rule_is_answered_and_no_other(platform: Platform) -> None:
    assert set(quality_of(platform)) == set(RULES)


@pytest.mark.parametrize(("platform", "rule", "answer"), ANSWERS)
def test_what_is_not_done_says_why(platform: Platform, rule: str, answer: Answer) -> None:
    assert bool(answer.why) != bool(answer.by)
    assert bool(answer.by) == (answer.standing is Standing.DONE)


@pytest.mark.parametrize(("platform", "rule", "answer"), DONE)
def test_what_is_done_is_shown_somewhere(platform: Platform, rule: str, answer: Answer) -> None:
    path, _, name = answer.by.partition("::")
    assert (ROOT / path).is_file(), path
    assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), name


def _exempt(platform: Platform) -> Mapping[str, str]:
    """The shared questions that a platform's rehearsal is not asked."""
    module = {Platform.MIRAKL: "mirakl", Platform.FNAC_DARTY: "fnac_darty", Platform.RAKUTEN_FR: "rakuten_fr"}
    found = import_module(f"tests.connectors.{module[platform]}")
    (rehearsal,) = (
        each
        for each in vars(found).values()
        if isinstance(each, type) and issubclass(each, Rehearsal) and each is not Rehearsal
    )
    return rehearsal.exempt


@pytest.mark.parametrize(("platform", "rule", "answer"), DONE)
def test_nothing_is_done_by_a_question_that_is_not_asked(
    platform: Platform, rule: str, answer: Answer
) -> None:
    name = answer.by.partition("::")[2]
    if answer.by.startswith("tests/connectors/") and manifest_of(platform).reads_back:
        assert name not in _exempt(platform)
