"""What docs/running.md and deploy/ promise: every variable, commands that exist, units that hold."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from guichet.cli.main import COMMANDS, Commands

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text("utf-8")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
# Between our own processes, or for rehearsals (the rest of GUICHET_RAKUTEN_ is a connector's own page).
OURS = {"GUICHET_SUPERVISED", "GUICHET_WEB_PARENT", "GUICHET_WEB_PORT", "GUICHET_RAKUTEN_"}
GUARDED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictNamespaces": "yes",
    "SystemCallFilter": "~@privileged",
    "UMask": "0077",
    "User": "guichet",
    "KillMode": "mixed",
    "Restart": "always",
}


class Unit(configparser.ConfigParser):
    """Names of settings keep their case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(path: Path) -> Unit:
    read = Unit(strict=False, interpolation=None)
    read.read(path)
    return read


def test_the_table_names_every_variable() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "guichet").rglob("*.py"))
    known = set(re.findall(r"[\"'](GUICHET_[A-Z_]+)[\"']", code)) - OURS
    table = PAGE.partition("<!-- variables -->")[2]
    assert set(re.findall(r"^\| `(GUICHET_[A-Z_]+)`", table, re.MULTILINE)) == known


def test_every_command_of_the_page_exists() -> None:
    code = "".join(re.findall(r"```.*?```|`[^`]+`", PAGE, re.DOTALL))
    named = re.findall(r"(?:^|[\s`]|bin/)guichet ([a-z][a-z-]+)", code, re.MULTILINE)
    assert {"serve", "bootstrap", "doctor", "migrate", "restore", "backup"} <= set(named) <= set(COMMANDS)


def test_every_file_and_heading_that_the_page_names_is_there() -> None:
    for page in ("running.md", "growth.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        for target in re.findall(r"\]\(([^)]+)\)", text):
            path, _, heading = target.partition("#")
            found = ROOT / "docs" / (path or page)
            assert found.exists(), target
            anchors = re.findall(r"^#+ (.+)$", found.read_text("utf-8"), re.MULTILINE) if heading else []
            assert not heading or heading in {_anchor(one) for one in anchors}, target


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_start_commands_that_exist_and_guard_what_they_can(path: Path) -> None:
    service = unit(path)["Service"]
    assert {name: service[name] for name in GUARDED} == GUARDED
    program, name, *options = service["ExecStart"].split()
    assert (program, name in COMMANDS) == ("/opt/guichet/bin/guichet", True)
    command = Commands().get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    known = {text for parameter in command.params for text in parameter.opts}
    assert {text for text in options if text.startswith("--")} <= known
    assert int(service["TimeoutStopSec"]) >= 20
    may_take_low_ports = "mail" in path.name
    assert (service["CapabilityBoundingSet"] != "") == may_take_low_ports


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_units() -> None:
    command = ["systemd-analyze", "verify", "--man=no", *map(str, UNITS)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert [line for line in said.splitlines() if "is not executable" not in line] == []


def test_the_image_is_built_from_locked_packages_and_runs_as_nobody_special() -> None:
    recipe = (ROOT / "Containerfile").read_text("utf-8")
    installs = [line for line in recipe.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    assert re.findall(r"^USER (.+)$", recipe, re.MULTILINE) == ["guichet"]
    assert '"serve"' in re.findall(r"^CMD (.+)$", recipe, re.MULTILINE)[0]
