"""The capability table of `docs/connectors.md`, from the manifests: `python -m guichet.platforms.table`."""

from collections.abc import Callable

from guichet.platforms.catalogue import marketplaces
from guichet.platforms.manifest import Manifest, manifest_of, platforms
from guichet.platforms.words import ParticipantKind

HEAD = """# What each platform can do here

Printed from the manifests by `make connectors`; a test fails when it is not up to date. A "no" is the
marketplace's own, or ours where its README under `src/guichet/platforms/` says so.

"""
COLUMNS: dict[str, Callable[[Manifest], str]] = {
    "platform": lambda m: m.name,
    "marketplaces": lambda m: str(sum(entry.platform is m.platform for entry in marketplaces())),
    "to the customer": lambda m: _yes(ParticipantKind.CUSTOMER in m.capabilities.recipients),
    "to the marketplace": lambda m: _yes(ParticipantKind.MARKETPLACE in m.capabilities.recipients),
    "files out": lambda m: _yes(m.capabilities.sends_attachments),
    "longest answer": lambda m: _limit(m.capabilities.max_body_length),
    "links allowed": lambda m: _yes(not m.capabilities.forbids_links),
    "orders": lambda m: _yes(m.reads_orders),
    "read back": lambda m: _yes(m.reads_back),
    "by mail": lambda m: _yes(m.capabilities.needs_inbound_address),
    "credentials": lambda m: ", ".join(_field(f.name, f.is_required) for f in m.credential_fields),
}


def table() -> str:
    """The whole page, in Markdown."""
    rows = [list(COLUMNS), ["---"] * len(COLUMNS)]
    rows += [[cell(manifest_of(platform)) for cell in COLUMNS.values()] for platform in platforms()]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _limit(value: int | None) -> str:
    return "no limit named" if value is None else f"{value:,}".replace(",", " ")


def _field(name: str, is_required: bool) -> str:
    return f"`{name}`" if is_required else f"`{name}` (optional)"


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - that is what this is for
