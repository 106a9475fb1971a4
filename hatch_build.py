"""What makes the package: dependencies from the one list that people edit, and its words compiled."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Keeps `requirements/requirements.in` the single source of what Guichet runs with."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill `project.dependencies`; comments and blank lines are not requirements."""
        text = (Path(self.root) / "requirements" / "requirements.in").read_text(encoding="utf-8")
        lines = (line.split("#")[0].strip() for line in text.splitlines())
        metadata["dependencies"] = [line for line in lines if line]


class WordsHook(BuildHookInterface):
    """Compiles the translations; gettext reads only the compiled ones."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Write a .mo beside each .po, for wheels and for installations from a checkout alike."""
        for path in Path(self.root, "src", "guichet", "locale").rglob("*.po"):
            with path.open("rb") as words, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(words, locale=path.parent.parent.name))
