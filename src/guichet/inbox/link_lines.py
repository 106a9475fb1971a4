"""The lines that stand for files under a text, in the language of the discussion."""

from collections.abc import Collection, Sequence

from guichet.inbox.own_address import own_address

PATH = "/f/"
LONGEST_NAME = 60
ENGLISH = "en"
WORDS = {
    "fr": "Pièce jointe : ",
    "de": "Anhang: ",
    "es": "Archivo adjunto: ",
    "it": "Allegato: ",
    "pt": "Anexo: ",
    "en": "Attachment: ",
    "nl": "Bijlage: ",
}
# What most customers of a marketplace of that country read; elsewhere English.
COUNTRIES = {
    **dict.fromkeys(("FR", "BE", "LU", "MC"), "fr"),
    **dict.fromkeys(("DE", "AT", "CH"), "de"),
    **dict.fromkeys(("ES", "MX"), "es"),
    **dict.fromkeys(("PT", "BR"), "pt"),
    "IT": "it",
    "NL": "nl",
}


def language_of(locale: str | None, country: str | None) -> str:
    """The language of a locale (fr-BE, fr_BE) where it is one of ours, else of the country, else English."""
    spoken = (locale or "").replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in WORDS else COUNTRIES.get(country or "", ENGLISH)


def line_of(file_name: str, token: str, language: str) -> str:
    """Pièce jointe : facture.pdf — https://guichet.example/f/…; needs an address of ours."""
    return f"{WORDS[language]}{shown_name(file_name)} — {own_address()}{PATH}{token}"


def with_lines(text: str, lines: Sequence[str]) -> str:
    """The text with its lines below."""
    return f"{text}\n\n{chr(10).join(lines)}" if lines else text


def without_lines(text: str, tokens: Collection[str]) -> str:
    """The text as it was typed: without the lines that end in one of these tokens."""
    ends = tuple(PATH + token for token in tokens)
    kept = [line for line in text.split("\n") if not line.endswith(ends)] if ends else [text]
    return "\n".join(kept).rstrip() if ends else text


def shown_name(file_name: str) -> str:
    """A name that cannot break its line or look like a tag, its ending kept when it is shortened."""
    last = " ".join(file_name.replace("\\", "/").rpartition("/")[2].split())
    name = "".join(c for c in last if c.isprintable() and c not in "<>").strip() or "file"
    if len(name) <= LONGEST_NAME:
        return name
    ending = name[name.rfind(".") :] if "." in name[-10:] else ""
    return f"{name[: LONGEST_NAME - len(ending) - 3]}...{ending}"
