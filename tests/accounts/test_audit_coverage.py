"""No action changes something without a word to the audit, unless it is said here why."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import guichet

HOUSE = Path(guichet.__file__).parent
# Where the verbs are that people use; what they call is looked for in the others too.
ROOMS = ("accounts/actions", "inbox/actions", "invoicing/actions", "events/actions")
ALONE = ("sync/activate.py", "sync/ask_import.py")
CALLED = ("invoicing/issue.py", "invoicing/own.py", "accounts/signing_in")
SILENT = {
    "save_draft": "a draft is nobody's business until it is sent",
    "drop_draft": "a draft is nobody's business until it is sent",
    "note_visit": "how far somebody has read is not a change",
    "change_status": "told by those who call it, with what was before",
    "change_read": "told by those who call it, with what was before",
}
# They answer or refuse, and write nothing.
ONLY_LOOK = {
    "all_visible", "changeable", "check_filter", "check_reply_within", "check_sharing", "checked_stores",
    "must_be_signed_in",
    "one_reply", "refuse_unseen", "uploads_of",
}  # fmt: skip
Calls = dict[str, dict[Path, set[str]]]


def test_every_action_tells_the_audit() -> None:
    calls = _calls()
    silent = {name for name, file in _actions() if not _tells(name, file, calls, frozenset())}

    assert sorted(silent - SILENT.keys() - ONLY_LOOK) == [], "call record(), or say in SILENT why not"
    assert sorted((SILENT.keys() | ONLY_LOOK) - silent) == [], "these tell it by now"


def _actions() -> Iterator[tuple[str, Path]]:
    """The functions that act for a viewer."""
    for file in _files((*ROOMS, *ALONE)):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.args.args and not node.name.startswith("_"):
                first = node.args.args[0].annotation
                if isinstance(first, ast.Name) and first.id == "Viewer":
                    yield node.name, file


def _tells(name: str, file: Path, calls: Calls, seen: frozenset[str]) -> bool:
    """Whether it calls `record`, or something that does: in its own file first, else wherever it is."""
    if name == "record":
        return True
    if name in seen or name not in calls:
        return False
    places = calls[name] if file not in calls[name] else {file: calls[name][file]}
    if len(places) > 1 and name.startswith("_"):
        return False
    deeper = ((called, place) for place, names in places.items() for called in names)
    return any(_tells(called, place, calls, seen | {name}) for called, place in deeper)


def _calls() -> Calls:
    """By function and file, what is called in it."""
    found: Calls = defaultdict(dict)
    for file in _files((*ROOMS, *ALONE, *CALLED)):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found[node.name][file] = _called(node)
    return found


def _called(node: ast.AST) -> set[str]:
    functions = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
    return {name for f in functions if isinstance(name := getattr(f, "id", None), str)}


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        found = HOUSE / place
        yield from [found] if found.is_file() else sorted(found.glob("*.py"))
