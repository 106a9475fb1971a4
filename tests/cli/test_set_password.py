"""`guichet set-password`."""

from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from guichet.cli import set_password
from guichet.cli.main import guichet
from tests.cast import Player

pytestmark = pytest.mark.django_db


def test_whoever_runs_guichet_sets_a_password(alice: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_password, "ready", nullcontext)
    arguments = ["set-password", "--email", "Alice@Example.com"]
    weak = CliRunner().invoke(guichet, arguments, input="short\n")
    assert weak.exit_code != 0
    done = CliRunner().invoke(guichet, arguments, input="a lighthouse keeps no diary\n")
    assert (done.exit_code, done.output) == (0, "The password of alice@example.com is set.\n")
    alice.person.refresh_from_db()
    assert alice.person.check_password("a lighthouse keeps no diary")
    unknown = CliRunner().invoke(guichet, [*arguments[:2], "nobody@example.com"], input="a long password\n")
    assert "Nobody has the address" in unknown.output
