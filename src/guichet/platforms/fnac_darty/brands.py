"""The two brands, as the marketplace's side of a discussion is called."""


def brand_of(marketplace: str) -> str:
    """Fnac or Darty, by the marketplace's code."""
    return "Darty" if marketplace.startswith("darty") else "Fnac"
