"""Looks for secrets in the files that git tracks: `python -m tools.secrets`, part of `make lint`.

The patterns are detect-secrets' own (https://github.com/Yelp/detect-secrets): keys as their makers shape
them, keys of cryptography, passwords in addresses, and values given to names such as `api_key`. Its own
command asks each pattern of each line and takes half a minute of processor time here; asked of whole
files, the same patterns take five seconds. Random text (its entropy patterns) is not looked for:
rehearsals and samples are full of it.

What is no secret stands in `secrets.txt`, in clear, so that a reviewer sees what was waved through;
whoever adds a line to it answers for it.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.basic_auth import BasicAuthDetector
from detect_secrets.plugins.keyword import DENYLIST, KeywordDetector

ROOT = Path(__file__).parent.parent
KNOWN = Path(__file__).parent / "secrets.txt"
NOT_HERE = {"IPPublicDetector"}
IN_ADDRESS = BasicAuthDetector.secret_type
# What a name is given that is filled in elsewhere: a variable, a placeholder, another name.
FILLED = re.compile(r"[{$<%(…*]|[a-z_]+[.(\[]")
TELLING = re.compile("|".join(DENYLIST), re.IGNORECASE)
# Tests play with words for passwords; there only what nobody would think of by themselves is looked at.
PLAYED = ("tests/", "bench/", "sandbox/", "chaos/")
GIVEN_BY_A_MACHINE = re.compile(r"(?=.*\d)[^\s/]{16,}")


class Found(NamedTuple):
    """Something shaped like a secret, and where."""

    path: str
    line: int
    kind: str
    value: str

    @property
    def known_as(self) -> str:
        """Its line in secrets.txt."""
        return f"{self.kind}\t{self.value}"


def main() -> None:
    """Names what was found, not its value, and ends with 1; says nothing else."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    found = list(unknown(name for name in files.stdout.split("\0") if name))
    for one in found:
        sys.stderr.write(f"{one.path}:{one.line}: {one.kind}. Take it out, and change it where it is used.\n")
    sys.exit(1 if found else 0)


def unknown(names: Iterator[str], root: Path = ROOT) -> Iterator[Found]:
    """What looks like a secret in these files and is not in secrets.txt."""
    known = set(KNOWN.read_text(encoding="utf-8").splitlines())
    for name in names:
        try:
            text = (root / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        yield from (one for one in (*shaped(name, text), *named(name, text)) if one.known_as not in known)


def shaped(name: str, text: str) -> Iterator[Found]:
    """Keys by the shape that their makers give them."""
    for plugin in _plugins():
        for pattern in plugin.denylist:
            for match in pattern.finditer(text):
                value = next((group for group in match.groups() if group), match[0])
                if not FILLED.match(value) and not (
                    plugin.secret_type == IN_ADDRESS and _is_played(name, value)
                ):
                    yield Found(name, text.count("\n", 0, match.start()) + 1, plugin.secret_type, value)


def named(name: str, text: str) -> Iterator[Found]:
    """Values given to names that say what they are."""
    plugin = KeywordDetector()
    for number, line in enumerate(text.splitlines(), 1):
        if TELLING.search(line) is not None and len(line) < 5000:
            for secret in plugin.analyze_line(filename=name, line=line, line_number=number):
                value = secret.secret_value or ""
                if not FILLED.match(value) and not _is_played(name, value):
                    yield Found(name, number, secret.type, value)


def _is_played(name: str, value: str) -> bool:
    return name.startswith(PLAYED) and not GIVEN_BY_A_MACHINE.fullmatch(value)


def _plugins() -> Iterator[RegexBasedDetector]:
    kinds: dict[str, Any] = {**get_mapping_from_secret_type_to_class()}
    for kind in kinds.values():
        if issubclass(kind, RegexBasedDetector) and kind.__name__ not in NOT_HERE:
            yield kind()


if __name__ == "__main__":
    main()
