"""Pages of an answer. Counters differ between the schema and what servers really send."""

from guichet.platforms.fnac_darty.node import Node

# A page's size: usual, and smaller ones for answers that are too large or damaged, down to one item.
SIZES = (100, 10, 1)


def is_last(root: Node, page: int, size: int, count: int) -> bool:
    """Whether an answer with `count` items closes the list; `total_paging` is 0 where there is nothing."""
    total = root.fields.whole("total_paging")
    if count == 0:
        return True
    return page >= total if total is not None else count < size


def smaller(size: int) -> int | None:
    """The next smaller size; None below one item."""
    return next((each for each in SIZES if each < size), None)
