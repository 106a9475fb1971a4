"""Put the marketplace on the wire."""

from contextlib import AbstractContextManager

from sandbox.fnac_darty.marketplace import FnacDartyMarketplace
from sandbox.serving import RunningServer, running


def serve(
    marketplace: FnacDartyMarketplace, *, host: str = "127.0.0.1", port: int = 0
) -> AbstractContextManager[RunningServer]:
    """Serve in a thread while the block runs; `port` 0 picks a free one.

    Leaving the block lets go of hanging requests; the marketplace and what it knows remain.
    """
    return running(marketplace.app, host=host, port=port, before_stop=marketplace.faults.release)
