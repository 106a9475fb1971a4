"""`docs/connectors.md`, from the manifests and the quality lists: `python -m guichet.platforms.table`."""

from collections.abc import Callable, Iterable, Sequence

from guichet.platforms.catalogue import marketplaces
from guichet.platforms.manifest import Manifest, manifest_of, platforms
from guichet.platforms.quality import RULES, Standing, quality_of
from guichet.platforms.words import ParticipantKind

HEAD = """# What each platform can do here

Printed from the manifests by `make connectors`; a test fails when it is not up to date. A "no" is the
marketplace's own, or ours where its README under `src/guichet/platforms/` says so.

"""
QUALITY = """
## Quality

What is asked of every connector (`platforms/quality.py`), and how each answers (`quality.py` in its folder).
Behind every "done" stands a test or a document, and a test looks it up.

"""
OPEN = """
## To do, and exempt

"""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _may_link(manifest: Manifest) -> bool:
    return not manifest.capabilities.forbids_links


def _by_mail(manifest: Manifest, otherwise: str) -> str:
    return "yes, by e-mail" if manifest.capabilities.needs_inbound_address else otherwise


def _order(manifest: Manifest) -> str:
    return "yes, where access was given" if manifest.without_orders else _yes(manifest.reads_orders)


def _limit(value: int | None) -> str:
    return "no limit named" if value is None else f"{value:,}".replace(",", " ")


def _field(name: str, is_required: bool) -> str:
    return f"`{name}`" if is_required else f"`{name}` (optional)"


COLUMNS: dict[str, Callable[[Manifest], str]] = {
    "platform": lambda m: m.name,
    "marketplaces": lambda m: str(sum(entry.platform is m.platform for entry in marketplaces())),
    "reads": lambda m: _by_mail(m, "yes"),
    "answers": lambda m: _by_mail(m, _yes(bool(m.capabilities.recipients))),
    "to the customer": lambda m: _yes(ParticipantKind.CUSTOMER in m.capabilities.recipients),
    "to the marketplace": lambda m: _yes(ParticipantKind.MARKETPLACE in m.capabilities.recipients),
    "to both at once": lambda m: _yes(
        len(m.capabilities.recipients) > 1 and not m.capabilities.one_recipient
    ),
    "files out": lambda m: _yes(m.capabilities.sends_attachments),
    "files as links": lambda m: _yes(not m.capabilities.sends_attachments and _may_link(m)),
    "links allowed": lambda m: _yes(_may_link(m)),
    "longest answer": lambda m: _limit(m.capabilities.max_body_length),
    "order": _order,
    "history": lambda m: _yes(m.reads_history),
    "read back": lambda m: _yes(m.reads_back),
    "credentials": lambda m: ", ".join(_field(f.name, f.is_required) for f in m.credential_fields),
}


def table() -> str:
    """The whole page, in Markdown."""
    manifests = [manifest_of(platform) for platform in platforms()]
    able = [[cell(manifest) for cell in COLUMNS.values()] for manifest in manifests]
    return "".join([HEAD, _rows(list(COLUMNS), able), QUALITY, _quality(manifests), OPEN, _open(manifests)])


def _quality(manifests: Sequence[Manifest]) -> str:
    answered = [quality_of(manifest.platform) for manifest in manifests]
    rows = [
        [rule, sentence, *(answers[rule].standing for answers in answered)]
        for rule, sentence in RULES.items()
    ]
    return _rows(["rule", "", *(manifest.name for manifest in manifests)], rows)


def _open(manifests: Sequence[Manifest]) -> str:
    rows = [
        [manifest.name, rule, answer.standing, answer.why]
        for manifest in manifests
        for rule, answer in ((rule, quality_of(manifest.platform)[rule]) for rule in RULES)
        if answer.standing is not Standing.DONE
    ]
    return _rows(["platform", "rule", "", "why"], rows)


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - that is what this is for
