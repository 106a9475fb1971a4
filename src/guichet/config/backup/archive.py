"""A tar inside age, both as streams: neither a whole file nor the list of files is ever in memory."""

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity, Recipient

from guichet.config.backup.errors import BackupError

BUFFER = 1024 * 1024
Stream = IO[Any]


class _Beside:
    """One half of a pipe at work in a thread; its error is the one that counts."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.error: Exception | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run, name="age")
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:
            self.error = error


@contextmanager
def writing(out: Stream, recipient: Recipient) -> Iterator[tarfile.TarFile]:
    """A tar to add to, which arrives in `out` encrypted; OSError where it cannot be written."""
    reader, writer = os.pipe()

    def encrypt() -> None:
        with os.fdopen(reader, "rb", buffering=BUFFER) as plain:
            pyrage.encrypt_io(plain, out, [recipient])

    beside = _Beside(encrypt)
    try:
        with os.fdopen(writer, "wb", buffering=BUFFER) as pipe, _tar(pipe, "w|") as tar:
            yield tar
    except BrokenPipeError:
        # The other half has ended; why, it says itself.
        if beside.error is None:
            raise
    finally:
        beside.join()
    if beside.error is not None:
        raise OSError(str(beside.error)) from beside.error


@contextmanager
def reading(path: Path, identity: Identity) -> Iterator[tarfile.TarFile]:
    """The tar of a backup; BackupError for another key and for a file that is cut or damaged.

    age authenticates piece by piece: what is given out is what was put in, up to where the error comes.
    """
    reader, writer = os.pipe()

    def decrypt() -> None:
        with path.open("rb", buffering=BUFFER) as sealed, os.fdopen(writer, "wb", buffering=BUFFER) as plain:
            pyrage.decrypt_io(sealed, plain, [identity])

    beside = _Beside(decrypt)
    try:
        with os.fdopen(reader, "rb", buffering=BUFFER) as pipe:
            with _tar(pipe, "r|") as tar:
                yield tar
            while pipe.read(BUFFER):
                pass
    except (tarfile.TarError, EOFError) as error:
        beside.join()
        raise _sentence(path, beside.error or error) from error
    finally:
        beside.join()
    if beside.error is not None:
        raise _sentence(path, beside.error)


def members(tar: tarfile.TarFile) -> Iterator[tuple[str, Stream]]:
    """Name and bytes of each file in turn; the tar's own list of them is not let grow."""
    for member in tar:
        stream = tar.extractfile(member)
        if stream is not None:
            yield member.name, stream
        tar.members = []  # type: ignore[attr-defined]


def add(tar: tarfile.TarFile, name: str, size: int, stream: Stream) -> None:
    """Put one file into a tar that is written."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, stream)
    tar.members = []  # type: ignore[attr-defined]


def _tar(pipe: Stream, mode: Any) -> tarfile.TarFile:
    return tarfile.open(fileobj=pipe, mode=mode, bufsize=BUFFER)


def _sentence(path: Path, error: Exception) -> BackupError:
    if isinstance(error, pyrage.DecryptError) and "key" in str(error).lower():
        return BackupError(f"The key does not open {path}: it belongs to another backup.")
    if isinstance(error, pyrage.DecryptError):
        return BackupError(f"{path} is no backup of Guichet, or its beginning is damaged.")
    if isinstance(error, FileNotFoundError):
        return BackupError(f"There is no file {path}.")
    if isinstance(error, OSError) and error.errno is not None:
        return BackupError(f"{path} cannot be read: {error.strerror}.")
    return BackupError(f"{path} is cut or damaged: take another backup.")
