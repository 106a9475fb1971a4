"""A browser without a script: pages are read, their own forms are filled in and posted."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx2
from lxml import html  # type: ignore[import-untyped]

from tests.stories.installation import Installation
from tests.stories.prepared import PASSWORD

Files = Sequence[tuple[str, bytes]]


class Page:
    """A page that was fetched."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.status = answer.status_code
        self.url = str(answer.url)
        self._root = html.document_fromstring(answer.text, base_url=self.url)

    @property
    def words(self) -> str:
        """What a reader sees, blanks single."""
        shown = self._root.xpath("//body//text()[not(ancestor::script or ancestor::template)]")
        return " ".join(" ".join(shown).split())

    def elements(self, path: str) -> list[Any]:
        """By XPath."""
        found: list[Any] = self._root.xpath(path)
        return found

    def one(self, path: str) -> Any:
        """The only element under this XPath."""
        (found,) = self.elements(path)
        return found


class Browser:
    """Somebody who is signed in."""

    def __init__(self, guichet: Installation) -> None:
        self.client = httpx2.Client(base_url=guichet.url, timeout=30, trust_env=False, follow_redirects=True)

    def sign_in(self, email: str) -> None:
        """By the form."""
        page = self.open("/sign-in")
        button = page.one("//form[@action='/sign-in']//button[@type='submit']")
        page = self.press(page, button, {"email": email, "password": PASSWORD})
        assert page.status == 200
        assert not page.elements("//input[@name='password']")

    def open(self, path: str) -> Page:
        """A page that must be there."""
        page = Page(self.client.get(path))
        assert page.status == 200, (path, page.words)
        return page

    def press(
        self, page: Page, button: Any, typed: Mapping[str, str] | None = None, files: Files = ()
    ) -> Page:
        """Submit the button's form as HTML says (form owner, successful controls, formaction)."""
        owner = button.get("form")
        form = page.one(f"//form[@id='{owner}']") if owner else next(button.iterancestors("form"))
        for name, value in (typed or {}).items():
            _fill(form.inputs[name], value)
        fields = [*form.form_values()]
        if button.get("name"):
            fields.append((button.get("name"), button.get("value") or ""))
        action = button.get("formaction") or form.action
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        sent = [("files", file) for file in files]
        return Page(self.client.post(action, data=data, files=sent or None))


def _fill(control: Any, value: str) -> None:
    if getattr(control, "type", "") == "checkbox":
        assert control.get("value") == value
        control.checked = True
    else:
        control.value = value
