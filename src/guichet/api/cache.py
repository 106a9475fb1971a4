"""Parsed and validated documents, kept between requests.

A parsed document takes about a hundred times the room of its text, so that only small ones are kept: 64 of
4,000 characters at most, 25 MB where somebody tries and some 3 MB in practice.
"""

from collections.abc import Iterator

from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache

KEPT = 64
LARGEST_KEPT = 4_000
# Validation compares fields of one name pairwise: this bounds it to about a second.
MAX_TOKENS = 5_000


def limited_tokens() -> MaxTokensLimiter:
    """Refuses documents that would take long to validate."""
    return MaxTokensLimiter(max_token_count=MAX_TOKENS)


class SmallParserCache(ParserCache):
    """Keeps the parsed documents of small queries."""

    def __init__(self) -> None:
        super().__init__(maxsize=KEPT)

    def on_parse(self) -> Iterator[None]:
        """Large ones are parsed as if there were no cache."""
        if len(self.execution_context.query or "") > LARGEST_KEPT:
            yield
        else:
            yield from super().on_parse()


class SmallValidationCache(ValidationCache):
    """Keeps the outcome of the validation of small queries."""

    def __init__(self) -> None:
        super().__init__(maxsize=KEPT)

    def on_validate(self) -> Iterator[None]:
        """Large ones are validated as if there were no cache."""
        if len(self.execution_context.query or "") > LARGEST_KEPT:
            yield
        else:
            yield from super().on_validate()
