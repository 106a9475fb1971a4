"""Keeps secrets out of whatever is shown: sentences, logs, representations."""

from collections.abc import Collection
from urllib.parse import quote, quote_plus

MASK = "•••"


class Mask:
    """Replaces known secrets, also in the form they take inside a URL."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        forms = {form for s in secrets if s.strip() for form in _forms(s)}
        # The longest first, so that a secret holding another one leaves no rest behind.
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, MASK)
        return text

    def __repr__(self) -> str:
        return f"Mask({len(self._forms)} forms)"


def _forms(secret: str) -> set[str]:
    plain = {secret, secret.strip()}
    return (
        plain
        | {quote(s, safe="") for s in plain}
        | {quote_plus(s) for s in plain}
        | {quote(s) for s in plain}
    )
