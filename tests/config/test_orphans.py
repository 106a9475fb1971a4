"""No part outlives its `guichet serve`, even one that had not yet begun to look after it."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl(2) is Linux's")

# Waits until its parent is gone, and only then asks to end with it.
LATE_CHILD = """
import os, sys
from guichet.config.orphans import end_with_parent
parent = int(sys.argv[1])
while os.getppid() == parent:
    pass
try:
    end_with_parent(parent)
finally:
    print("outlived", flush=True)
"""
PARENT = """
import os, subprocess, sys
subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())])
"""


def test_a_part_that_starts_while_its_parent_dies_ends_too() -> None:
    reading, writing = os.pipe()
    subprocess.run([sys.executable, "-c", PARENT, LATE_CHILD], stdout=writing, check=True)
    os.close(writing)
    with os.fdopen(reading) as said:
        assert said.read() == "", "the pipe ends with the child, which must not have got further"
