"""Reads the dependencies of the package from the one list that people edit."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Keeps `requirements/requirements.in` the single source of what Guichet runs with."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill `project.dependencies`; comments and blank lines are not requirements."""
        text = (Path(self.root) / "requirements" / "requirements.in").read_text(encoding="utf-8")
        lines = (line.split("#")[0].strip() for line in text.splitlines())
        metadata["dependencies"] = [line for line in lines if line]
