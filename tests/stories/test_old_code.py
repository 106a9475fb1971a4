"""The previous release works on the schema of this one, as it does while machines are upgraded one by one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("stories")]

ROOT = Path(__file__).parent.parent.parent
# The last commit before this version's migrations; a tag from the first release on.
PREVIOUS = "33c459b"
# What a page and a worker of that release do: activate, pull, list, answer, deliver, change a status.
SLICE = """
import os, sys
import django
from guichet.config.starting import database
with database():
    django.setup()
    import guichet
    assert guichet.__file__.startswith(sys.argv[1]), guichet.__file__
    from guichet.inbox.actions.reply import ReplyRequest, reply
    from guichet.inbox.actions.set_status import set_status
    from guichet.inbox.models import Attachment, Discussion, Message
    from guichet.platforms.words import ParticipantKind
    from guichet.sync.deliver import deliver
    from guichet.sync.pull import synchronise
    from sandbox.mirakl import File, MiraklOperator, Post, serve
    from tests.cast import activated, company, player
    operator = MiraklOperator(seed=1)
    thread = operator.add_thread([Post("Bonjour", files=(File("a.png", b"png"),))])
    with serve(operator) as server:
        home = company("Atelier Lumen")
        alice = player(home, "Alice")
        channel = activated(alice, home.store, operator, server)
        synchronise(channel.pk)
        discussion = Discussion.objects.get()
        asked = ReplyRequest(discussion.pk, "Voici", [ParticipantKind.CUSTOMER])
        message = reply(alice.viewer, asked)
        deliver(message.pk)
        set_status(alice.viewer, [discussion.pk], "SOLVED")
        synchronise(channel.pk)
        assert Message.objects.get(id=message.pk).delivery in ("SENT", "CONFIRMED")
        assert sum("Voici" in said.body for said in operator.state.threads[thread.id].messages) == 1
        assert Attachment.objects.count() == 1
        assert Discussion.objects.get().status == "SOLVED"
    from django.db import connections
    connections.close_all()
    print("worked")
"""


def environment(folder: Path, *path: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    here = {"PYTHONPATH": os.pathsep.join(map(str, path))} if path else {}
    return clean | here | {"GUICHET_DATA_DIR": str(folder), "GUICHET_ALLOW_PRIVATE_HOSTS": "1"}


def source_of(folder: Path) -> Path:
    """The previous release's files; the test is skipped where the history does not reach back to it."""
    archive = subprocess.run(
        ["git", "-C", ROOT, "archive", PREVIOUS, "src", "sandbox", "tests"], capture_output=True, check=False
    )
    if archive.returncode:
        pytest.skip(f"the history here does not hold {PREVIOUS}: a shallow clone, or no repository")
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    return folder


def migrated_twice_at_once(folder: Path) -> None:
    """Two machines that start at the same moment: one migrates, the other waits for it."""
    command = [sys.executable, "-m", "guichet", "migrate"]
    started = [
        subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate()[0] for process in started)
    assert [process.returncode for process in started] == [0, 0]
    assert sum("Nothing to do: the database is up to date." in text for text in said) == 1
    assert sum("Applied inbox.0001_initial." in text for text in said) == 1


def test_the_previous_release_works_on_this_schema(data_folder: Path, tmp_path: Path) -> None:
    old = source_of(tmp_path)
    migrated_twice_at_once(data_folder)
    done = subprocess.run(
        [sys.executable, "-c", SLICE, str(old)],
        env=environment(data_folder, old / "src", old), cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("worked\n")
