"""The short way to an envelope's address says what the long way says."""

import asyncio

import pytest
from aiosmtpd.smtp import SMTP

from guichet.cli.envelope_address import plain_path

WRITTEN = [
    "<a.b+c=d@mx-1.in.example.org>", "<a@b>", "<0100!#$%&'*/=?^_`{|}~-@example.com> SIZE=1200 BODY=8BITMIME",
    "<A@Example.COM>  SIZE=1", "<>", "<> SIZE=3", "a@example.com", "<a@example.com", "<a.@example.com>",
    "<a..b@example.com>", '<"a b"@example.com>', "<a@[127.0.0.1]>", "<@relay.example:a@example.com>",
    "<a@example.com> (a comment) SIZE=3", "<a@example.com>SIZE=3", "<a@example.com\n> SIZE=3",
    "<ä@example.com>", " <a@example.com>", "<a@b@c>", "<a@example.com>\tSIZE=3", "<a@>", "<@b>",
]  # fmt: skip


@pytest.mark.parametrize("argument", WRITTEN)
def test_it_is_what_the_grammar_finds_or_nothing(argument: str) -> None:
    loop = asyncio.new_event_loop()
    whole = SMTP(object(), loop=loop)._getaddr(argument)
    loop.close()
    assert plain_path(argument) in (None, whole)


@pytest.mark.parametrize("argument", WRITTEN[:4])
def test_usual_ones_are_found(argument: str) -> None:
    assert plain_path(argument) is not None
