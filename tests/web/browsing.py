"""A browser without a script, and what a reader sees of an answer."""

import re
from html import unescape
from typing import Protocol

from django.test import Client

from tests.cast import Player


class Answer(Protocol):
    """An answer of Django's test client."""

    content: bytes


def browser_of(player: Player) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(player.person)
    return client


def text_of(answer: Answer) -> str:
    """The words of a page, its tags gone, its blanks single."""
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def attributes(answer: Answer, name: str, within: str = "") -> list[str]:
    """Every value of an attribute, in tags that also hold `within`."""
    tags = [tag for tag in re.findall(r"<[^>]+>", answer.content.decode()) if within in tag]
    return [unescape(v) for tag in tags for v in re.findall(rf'\b{name}="([^"]*)"', tag)]


def jumps(answer: Answer) -> list[str]:
    """Where the links to places of the page itself lead."""
    return [link for link in attributes(answer, "href", "<a ") if link.startswith("#")]


def subjects(answer: Answer) -> list[str]:
    """The subjects of the list, in order."""
    found = re.findall(
        r'<th class="row__subj".*?<a id="[^"]*" href="[^"]*">(.*?)</a>', answer.content.decode()
    )
    return [unescape(subject) for subject in found]
