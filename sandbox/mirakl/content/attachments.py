"""Files customers and staff attach, made on the spot."""

from sandbox.mirakl.content.paper import pdf
from sandbox.mirakl.content.pictures import photo
from sandbox.mirakl.state.model import File

_STEPS = """Essai des ampoules une par une

1. Couper le courant au disjoncteur.
2. Ne laisser qu'une ampoule en place.
3. Remettre le courant, descendre le variateur au minimum, écouter dix secondes.
4. Noter le résultat, passer à l'ampoule suivante.

Une ampoule qui grésille seule est à remplacer. Si elles grésillent toutes, c'est le variateur.
"""


def attachment(text: str, *details: str) -> File:
    """From `photo:NAME:SEED[x2]`, `pdf:NAME:TITLE` or `text:NAME`; `details` are further lines of a PDF."""
    kind, name, *rest = text.split(":", 2)
    if kind == "photo":
        seed, _, scale = rest[0].partition("x")
        return File(name, photo(int(seed), int(scale or 1)), "image/png")
    if kind == "pdf":
        return File(name, pdf(rest[0], details), "application/pdf")
    if kind == "text":
        return File(name, _STEPS.encode(), "text/plain")
    raise ValueError(f"{text!r} is no attachment: begin with photo:, pdf: or text:.")
