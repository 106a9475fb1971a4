# ruff: noqa: N818 - an error is named by what happened, as the table below reads.
"""The few things that can go wrong with any marketplace, named by what the engine does next.

ConnectorError
├── Busy           wait, then try again by itself; nothing was accepted
│   └── Unreachable    the same, because no connection came about
├── NeedsOwner     stop the channel until a person acts
│   └── MissingRight   only one feature is refused; the rest of the channel goes on
├── Uncertain      a send whose answer was lost: read the thread back, never send again blindly
├── Refused        this one reply is refused, for a reason the seller can read
├── Unsupported    the marketplace cannot do this; never called when the capabilities are heeded
└── Unreadable     a payload our parser does not understand; set aside, replayable
"""

from datetime import timedelta


class ConnectorError(Exception):
    """Base of all errors a connector raises; `why` is a sentence a seller can read."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Busy(ConnectorError):
    """The marketplace asks for patience (429, 5xx on a read, a lost connection on a read).

    `after` is how long it asked to wait; None where it did not say.
    """

    def __init__(self, why: str, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.after = after


class Unreachable(Busy):
    """No connection came about: wrong address, no network, refused or blocked."""


class NeedsOwner(ConnectorError):
    """Only a person can mend this: refused credentials, a suspended account."""


class MissingRight(NeedsOwner):
    """The credentials are good, but `feature` is not allowed to them."""

    def __init__(self, why: str, feature: str) -> None:
        super().__init__(why)
        self.feature = feature


class Uncertain(ConnectorError):
    """A send may or may not have arrived: its answer was lost."""


class Refused(ConnectorError):
    """The marketplace refused this reply; `why` carries its own reason."""


class Unsupported(ConnectorError):
    """The marketplace cannot do this at all."""


class Unreadable(ConnectorError):
    """A payload that could not be parsed; `raw` is kept so that it can be parsed again later."""

    def __init__(self, why: str, raw: bytes) -> None:
        super().__init__(why)
        self.raw = raw
