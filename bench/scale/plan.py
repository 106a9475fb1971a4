"""What one measurement is about."""

from dataclasses import dataclass

# Marketplaces of the catalogue that run on Mirakl; channels are spread over so many.
MARKETPLACES = 40
CHANNELS_OF_ACCOUNT = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """Times in seconds; `rate` is customers' messages a second over all channels."""

    channels: int
    interval: int
    seconds: int
    warm: int
    workers: int
    answer_ms: int
    rate: float
