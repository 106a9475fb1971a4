"""The scan of `make lint` finds what is planted, and passes over what is filled in elsewhere."""

from pathlib import Path

import pytest

from tools.secrets import unknown

# In pieces, so that the scan of this very file finds nothing.
PLANTED = {
    "AWS Access Key": "AKIA" + "J3ZQ7WMNT5KD2XRV",
    "GitHub Token": "ghp_" + "q7" * 18,
    "Private Key": "-----BEGIN " + "EC PRIVATE KEY-----",
    "Basic Auth Credentials": "smtp://desk:" + "Zx81-Spectrum-48k" + "@mail.example.com",
    "Secret Keyword": 'API_KEY = "' + "4c1f0a77b9e24d6f8a31" + '"',
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiI0MiJ9." + "c2lnbmF0dXJlLW9mLW5vdGhpbmc",
}


@pytest.mark.parametrize("kind", PLANTED)
@pytest.mark.parametrize("name", ["src/a.py", "tests/a.py", "README.md"])
def test_what_is_planted_is_found(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"first line\n{PLANTED[kind]}\n", encoding="utf-8")
    found = list(unknown(iter([name]), tmp_path))
    assert [(one.path, one.line) for one in found] == [(name, 2)] * len(found)
    assert kind in {one.kind for one in found}


@pytest.mark.parametrize(
    "line",
    ["password = getenv('X')", "api_key = settings.KEY", 'url = f"smtp://{user}:{word}@host"', "# secret"],
)
def test_what_is_filled_in_elsewhere_is_not(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.py").write_text(line, encoding="utf-8")
    assert list(unknown(iter(["a.py"]), tmp_path)) == []


def test_what_is_no_text_or_gone_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\xff")
    assert list(unknown(iter(["a.png", "gone.py"]), tmp_path)) == []
