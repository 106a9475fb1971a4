"""A stream that is hashed and shown while somebody else reads it."""

import io
from hashlib import sha256

from guichet.config.backup.archive import Stream
from guichet.config.backup.progress import Progress


class Counted(io.RawIOBase):
    """Passes `stream` on; `digest` is the SHA-256 of what was read so far, `size` its bytes."""

    def __init__(self, stream: Stream, progress: Progress) -> None:
        super().__init__()
        self.digest, self.size = sha256(), 0
        self._stream = stream
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk: bytes = self._stream.read(size)
        self.digest.update(chunk)
        self.size += len(chunk)
        self._progress.add(len(chunk))
        return chunk
