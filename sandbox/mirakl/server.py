"""Put the operator on the wire."""

from contextlib import AbstractContextManager

from sandbox.mirakl.operator import MiraklOperator
from sandbox.serving import RunningServer, running


def serve(
    operator: MiraklOperator, *, host: str = "127.0.0.1", port: int = 0
) -> AbstractContextManager[RunningServer]:
    """Serve in a thread while the block runs; `port` 0 picks a free one.

    Leaving the block lets go of hanging requests; the operator and what it knows remain.
    """
    return running(operator.app, host=host, port=port, before_stop=operator.faults.release)
