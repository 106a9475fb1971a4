"""Where an error happened, without its words."""

from pathlib import Path
from traceback import extract_tb


def place_of(error: BaseException) -> str:
    """The file and line that raised; an error's message may hold what a customer wrote, its place does not."""
    frames = extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
