"""The files of a page are woken together, and each once."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.accounts.models.keys import new_id
from guichet.inbox.outbox import wake_file, wake_files

pytestmark = pytest.mark.django_db


def test_a_file_that_is_woken_already_holds_up_no_other() -> None:
    files = [new_id() for _ in range(3)]
    wake_file(files[1])
    wake_files(files)
    wake_files([])
    waiting = ProcrastinateJob.objects.filter(task_name="attachment.fetch", status="todo")
    asked = [job.args["attachment_id"] for job in waiting]
    assert sorted(asked) == sorted(map(str, files))
    assert {job.queueing_lock for job in waiting} == {f"attachment.fetch:{one}" for one in files}
