"""What each role may do, in code and on paper."""

from pathlib import Path
from uuid import uuid4

import pytest

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Role
from guichet.accounts.roles import Right, may, roles_page
from guichet.accounts.viewer import Viewer

PAGE = Path(__file__).parent.parent.parent / "docs" / "roles.md"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == roles_page(), "run `make roles`"


@pytest.mark.parametrize("role", Role)
def test_a_viewer_asks_the_table(role: Role) -> None:
    viewer = Viewer(uuid4(), uuid4(), "Nina", "nina@example.org", role)
    asked = {Right.REPLY: viewer.must_reply, Right.MANAGE: viewer.must_manage, Right.OWN: viewer.must_own}
    for right, must in asked.items():
        if may(role, right):
            must()
        else:
            with pytest.raises(RefusalError):
                must()
