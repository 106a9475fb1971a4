"""A sending server in a process of its own: `python -m bench.mail.sender PORT RECIPIENT FILE SESSIONS`.

FILE holds mails, each after its length in four bytes. Sessions are used again, as real servers do. Prints
one line with the time of every 250 once all mails were taken.
"""

import asyncio
import json
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def kept(path: Path) -> Iterator[bytes]:
    """The mails of a file, their dots doubled and their end marked."""
    content = path.read_bytes()
    position = 0
    while position < len(content):
        (length,) = struct.unpack_from(">I", content, position)
        mail = content[position + 4 : position + 4 + length]
        position += 4 + length
        yield mail.replace(b"\r\n.", b"\r\n..") + (b"" if mail.endswith(b"\r\n") else b"\r\n") + b".\r\n"


async def _session(port: int, recipient: str, mails: Iterator[bytes], taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def say(line: bytes, expected: bytes) -> None:
        writer.write(line)
        answer = await reader.readline()
        while answer[3:4] == b"-":
            answer = await reader.readline()
        if not answer.startswith(expected):
            raise SystemExit(f"the server answered {answer!r}")

    await say(b"", b"220")
    await say(b"EHLO sender.example\r\n", b"250")
    for mail in mails:
        await say(b"MAIL FROM:<bounce@amazonses.example>\r\n", b"250")
        await say(f"RCPT TO:<{recipient}>\r\n".encode(), b"250")
        await say(b"DATA\r\n", b"354")
        await say(mail, b"250")
        taken.append(time.time())
    writer.close()


async def _send(port: int, recipient: str, path: Path, sessions: int) -> list[float]:
    mails, taken = kept(path), [time.time()]
    await asyncio.gather(*(_session(port, recipient, mails, taken) for _ in range(sessions)))
    return taken


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(asyncio.run(_send(int(given[0]), given[1], Path(given[2]), int(given[3])))))
