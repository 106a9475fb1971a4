import pytest

from guichet.platforms.errors import Unreachable
from guichet.platforms.http.targets import target


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://shop.example/api", "https://"),
        ("https://user:pass@shop.example/", "user name or password"),
        ("https://user@shop.example/", "user name or password"),
        ("ftp://shop.example/", "begin with https://"),
        ("file:///etc/passwd", "begin with https://"),
        ("shop.example", "begin with https://"),
        ("https://", "begin with https://"),
        ("https://[::1", "not a web address"),
        ("https://shop.example:99999/", "begin with https://"),
    ],
)
def test_what_may_not_be_called(url: str, sentence: str) -> None:
    with pytest.raises(Unreachable, match=sentence):
        target(url, None, allow_private=False)


def test_plain_http_is_for_private_hosts_where_these_are_allowed() -> None:
    assert (
        str(target("http://127.0.0.1:8080/a#b", {"q": "1"}, allow_private=True))
        == "http://127.0.0.1:8080/a?q=1"
    )
