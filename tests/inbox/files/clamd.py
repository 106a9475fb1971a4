"""A ClamAV daemon as far as the wire goes: INSTREAM over TCP (clamd's manual), EICAR its only signature."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

# https://www.eicar.org/download-anti-malware-testfile/, in two halves so that no scanner stops at this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 1_000_000


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.readline() != b"nINSTREAM\n":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        content = bytearray()
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LIMIT:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
                return
        verdict = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
        self.wfile.write(b"stream: " + verdict + b"\n")


@contextmanager
def clamd() -> Iterator[str]:
    """The address of a daemon that runs until the end of the block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
