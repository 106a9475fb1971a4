"""Brings the translations up to date with the source: `python -m tools.words`.

The catalogues (`src/guichet/locale`) are gettext's; hatch_build.py compiles them when the package is made.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tools.sources import PACKAGE, Found, page_texts, script_texts

LANGUAGES = ("fr", "es", "de", "it")
LOCALE = PACKAGE / "locale"
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def template_of(texts: Iterable[Found]) -> Catalog:
    """All texts once, each with the files it stands in."""
    places: dict[tuple[str | tuple[str, ...], str | None], set[str]] = defaultdict(set)
    for found in texts:
        places[found.text, found.context].add(found.place)
    template = Catalog(fuzzy=False)
    for (text, context), where in sorted(places.items(), key=lambda item: (sorted(item[1]), str(item[0]))):
        template.add(text, locations=[(place, 0) for place in sorted(where)], context=context)
    return template


def templates() -> dict[str, Catalog]:
    """What is to be translated, by gettext domain."""
    return {"django": template_of(page_texts()), "djangojs": template_of(script_texts())}


def path_of(language: str, domain: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def read(language: str, domain: str) -> Catalog:
    """A catalogue as it stands; an empty one where there is none yet."""
    path = path_of(language, domain)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=domain)


def write(language: str, domain: str, catalog: Catalog) -> None:
    """Keep a catalogue in the order of its texts; no date or name in it, so it changes only when they do."""
    path = path_of(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural=catalog.plural_forms).encode())
        write_po(file, catalog, width=110, omit_header=True, ignore_obsolete=True)


def update() -> None:
    """Add new texts, drop those that are gone, keep every translation."""
    for domain, template in templates().items():
        for language in LANGUAGES:
            catalog = read(language, domain)
            catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
            write(language, domain, catalog)


if __name__ == "__main__":
    update()
