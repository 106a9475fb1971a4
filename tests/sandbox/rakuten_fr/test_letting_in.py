"""Parameters, versions, credentials, quota."""

import httpx2
import pytest

from sandbox.rakuten_fr import RakutenMarketplace
from tests.sandbox.rakuten_fr.conftest import VERSIONS, Calling, Clock

TODO = "getitemtodolist"


def test_good_credentials_open(call: Calling, marketplace: RakutenMarketplace) -> None:
    answer = call(TODO)
    assert (answer.status, answer.name) == (200, "getitemtodolistresult")
    assert answer.text("user") == marketplace.login
    assert answer.text("sellerid") == str(marketplace.state.seller_id)
    assert answer.text("lastversion") == "2011-09-01"


def test_the_token_is_never_repeated(call: Calling, marketplace: RakutenMarketplace) -> None:
    assert marketplace.token.encode() not in call(TODO).content


@pytest.mark.parametrize("name", ["login", "pwd", "version", "action"])
@pytest.mark.parametrize("value", [None, ""])
def test_each_common_parameter_is_mandatory(call: Calling, name: str, value: str | None) -> None:
    answer = call(TODO, **{name: value}) if name != "action" else call("", version="2011-09-01")
    assert answer.name == "errorresponse"
    assert (answer.text("type"), answer.text("code")) == ("Sender", "ParameterError")
    assert answer.text("detail") == f"The parameter {name} is mandatory"


@pytest.mark.parametrize("action", VERSIONS)
def test_a_version_nobody_knows_is_refused(call: Calling, action: str) -> None:
    assert call(action, version="1999-01-01").text("detail") == "The version 1999-01-01 is not supported"


def test_an_older_version_is_served_and_told_the_newest(call: Calling) -> None:
    answer = call(TODO, version="2011-02-02")
    assert (answer.text("version"), answer.text("lastversion")) == ("2011-02-02", "2011-09-01")


def test_an_action_nobody_knows_is_refused(call: Calling) -> None:
    assert call("GetItemToDoList", version="2011-09-01").text("code") == "ParameterError"


@pytest.mark.parametrize("wrong", [{"pwd": "wrong"}, {"login": "somebody-else"}])
def test_wrong_credentials_are_refused(call: Calling, wrong: dict[str, str]) -> None:
    answer = call(TODO, **wrong)
    assert answer.text("code") == "InvalidUserConnection"
    assert answer.text("message") == "Unknown user or password."


def test_a_new_token_replaces_the_old_one(call: Calling, marketplace: RakutenMarketplace) -> None:
    old = marketplace.token
    marketplace.rotate_token()
    assert call(TODO).name == "getitemtodolistresult"
    assert call(TODO, pwd=old).text("code") == "InvalidUserConnection"


def test_the_quota_is_counted_by_the_full_hour(
    call: Calling, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    marketplace.settings.change(quota_per_hour=2)
    clock.move(minutes=50)
    assert [call(TODO).name for _ in range(3)] == ["getitemtodolistresult"] * 2 + ["errorresponse"]
    assert call(TODO).text("message") == "Quota exceeded."
    clock.move(minutes=10)
    assert call(TODO).name == "getitemtodolistresult"


@pytest.mark.parametrize("status", [200, 400, 503])
def test_the_status_beside_an_error_can_be_set(
    call: Calling, marketplace: RakutenMarketplace, status: int
) -> None:
    marketplace.settings.change(error_status=status)
    assert call(TODO, pwd="wrong").status == status


def test_what_stands_in_a_body_is_not_looked_at(web: httpx2.Client, marketplace: RakutenMarketplace) -> None:
    form = {"action": TODO, "login": marketplace.login, "pwd": marketplace.token, "version": "2011-09-01"}
    assert b"mandatory" in web.post("/sales_ws", data=form).content
    assert web.post("/sales_ws", params=form).content.count(b"getitemtodolistresult") == 2


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("GET", "/sales_ws/", 404), ("PUT", "/sales_ws", 405)]
)
def test_other_paths_and_methods(web: httpx2.Client, method: str, path: str, status: int) -> None:
    assert web.request(method, path).status_code == status
