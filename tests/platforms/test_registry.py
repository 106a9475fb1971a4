import subprocess
import sys

PROGRAM = """
import sys
from guichet.platforms import registry
loaded = [name for name in sys.modules if name.startswith("guichet.platforms.") and "connector" in name]
assert not loaded, loaded
assert not [name for name in sys.modules if name.startswith("django")]
from guichet.platforms.words import Platform
from guichet.platforms.manifest import manifest_of
manifest_of(Platform.MIRAKL)
import guichet.platforms.mirakl.connector
assert not [name for name in sys.modules if name.startswith("django")]
others = [n for n in sys.modules if n.startswith(("guichet.platforms.fnac", "guichet.inbox", "guichet.sync"))]
assert not others, others
"""


def test_connectors_are_loaded_late_and_know_neither_django_nor_each_other() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
