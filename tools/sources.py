"""Finds every text that people read in the source: templates, Python, scripts, and what connectors say."""

import ast
import csv
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.utils.translation.template import templatize

Keywords = dict[str, tuple[int | tuple[int, str], ...] | None]

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "guichet"
ROOMS = ("web", "accounts", "inbox", "invoicing", "sync")
# What these say is stored in English and said in the reader's language when shown (`web/sentences.py`).
STORED = ("platforms", "sync")
PYTHON: Keywords = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SCRIPT: Keywords = {"t": None, "n": (1, 2)}


class Found(NamedTuple):
    """A text, or its singular and plural, with its context and where it stands."""

    text: str | tuple[str, ...]
    context: str | None
    place: str


def page_texts() -> Iterator[Found]:
    """What the server writes: Python, templates, and the sentences of connectors."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _of_python(path.read_text(encoding="utf-8"), path)
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        # Template code keeps its indentation, which Python's tokenizer would refuse.
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _of_python("\n".join(line.lstrip() for line in code.splitlines()), path)
    for room in STORED:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            yield from _of_connector(path)
    yield from _of_catalogue(PACKAGE / "platforms" / "catalogue.csv")


def script_texts() -> Iterator[Found]:
    """What the script says."""
    for path in sorted((PACKAGE / "web" / "static" / "guichet" / "js").rglob("*.js")):
        yield from _extracted("javascript", path.read_text(encoding="utf-8"), SCRIPT, path)


def _of_python(code: str, path: Path) -> Iterator[Found]:
    return _extracted("python", code, PYTHON, path)


def _extracted(method: str, code: str, keywords: Keywords, path: Path) -> Iterator[Found]:
    for _line, text, _comments, context in extract(method, BytesIO(code.encode()), keywords):
        yield Found(text, context, _place(path))


def _of_connector(path: Path) -> Iterator[Found]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in described:
            continue
        match node:
            case ast.Call(func=ast.Name(id="CredentialField" | "SetupStep" | "step" as made)):
                yield from (Found(text, None, _place(path)) for text in _labels(node, made))
            case ast.Constant() | ast.JoinedStr():
                text = _sentence(node)
                if text and _is_sentence(text):
                    # What is said is looked up sentence by sentence, so blanks at the ends are none of it.
                    yield Found(text.strip(), None, _place(path))


def _of_catalogue(path: Path) -> Iterator[Found]:
    """Where the credentials of a marketplace are found."""
    with path.open(encoding="utf-8", newline="") as rows:
        told = {row["where_credentials"] for row in csv.DictReader(rows)}
    yield from (Found(text, None, _place(path)) for text in sorted(told) if text)


def _labels(call: ast.Call, made: str) -> Iterator[str]:
    spoken = {"label", "help", "title", "what", "why"}
    given = [*call.args[1 if made == "CredentialField" else 0 :][:3]]
    given += [keyword.value for keyword in call.keywords if keyword.arg in spoken]
    yield from (text for text in map(_sentence, given) if text)


def _sentence(node: ast.expr) -> str | None:
    """The words of a literal; what is filled in becomes a named placeholder."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_part(part) for part in parts)
        case _:
            return None


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        names = [
            n.attr if isinstance(n, ast.Attribute) else n.id
            for n in ast.walk(part.value)
            if isinstance(n, ast.Attribute | ast.Name)
        ]
        return f"%({names[0] if names else 'value'})s"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _is_sentence(text: str) -> bool:
    return " " in text and text[0].isupper() and text.rstrip().endswith(".") and "\n" not in text


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
