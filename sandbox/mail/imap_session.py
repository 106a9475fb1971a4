"""One IMAP session (RFC 3501), as strict as a server can be: what is not spoken here is BAD."""

import re
import socket
import ssl
from collections.abc import Callable
from typing import BinaryIO

from sandbox.mail.imap_fetching import fetched, is_peeking, parts_of
from sandbox.mail.imap_searching import chosen, found_by
from sandbox.mail.mailbox import Folder, MailboxFault, RehearsalMailbox

_LINE = re.compile(rb"(?P<tag>[^\s+(){%*\"\\]+) (?P<rest>[^\r\n]+)\r\n")
_WORD = re.compile(r'"((?:[^"\\]|\\["\\])*)"|(\S+)')
_LONGEST = 65_536


class BadCommandError(Exception):
    """The client said what it may not say; the answer is BAD."""


class CutError(Exception):
    """The line is cut."""


class Session:
    """Reads commands and answers them until LOGOUT."""

    def __init__(self, wire: socket.socket, mailbox: RehearsalMailbox, tls: ssl.SSLContext | None) -> None:
        self._wire, self._mailbox, self._tls = wire, mailbox, tls
        self._lines: BinaryIO = wire.makefile("rb")
        self._is_in = False
        self._folder: Folder | None = None
        self._is_read_only = True
        self._ends = False

    def run(self) -> None:
        """Speak until the client leaves or the line is cut."""
        self._say(f"* OK [CAPABILITY {self._abilities()}] rehearsal mailbox")
        while not self._ends:
            line = self._lines.readline(_LONGEST)
            if not line:
                return
            self._answer(line)

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._wire.close()

    def _answer(self, line: bytes) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            self._say("* BAD a line is a tag, a command and CRLF")
            return
        tag = match["tag"].decode("ascii")
        try:
            with self._mailbox.lock:
                done = self._obey(match["rest"].decode("ascii"))
        except (BadCommandError, UnicodeDecodeError, ValueError) as error:
            self._say(f"{tag} BAD {error}")
            return
        self._say(f"{tag} {done}")
        if done.startswith("OK begin TLS") and self._tls is not None:
            self._lines.close()
            self._wire = self._tls.wrap_socket(self._wire, server_side=True)
            self._lines = self._wire.makefile("rb")

    def _obey(self, command: str) -> str:
        name, _, rest = command.partition(" ")
        name = name.upper()
        if name == "UID":
            name, _, rest = rest.partition(" ")
            name = f"UID {name.upper()}"
        self._mailbox.spoken.append(name if name == "LOGIN" else f"{name} {rest}".rstrip())
        gestures: dict[str, Callable[[str], str]] = {
            "CAPABILITY": self._capability, "NOOP": lambda _: "OK done", "LOGOUT": self._logout,
            "STARTTLS": self._starttls, "LOGIN": self._login, "SELECT": self._select,
            "EXAMINE": self._examine, "UID SEARCH": self._search, "UID FETCH": self._fetch,
        }  # fmt: skip
        if name not in gestures:
            raise BadCommandError(f"{name} is not spoken here")
        return gestures[name](rest)

    def _abilities(self) -> str:
        is_plain = not isinstance(self._wire, ssl.SSLSocket)
        more = " STARTTLS" if self._tls is not None and is_plain else ""
        return f"IMAP4rev1{more}{' LOGINDISABLED' if self._mailbox.needs_tls and is_plain else ''}"

    def _capability(self, _: str) -> str:
        self._say(f"* CAPABILITY {self._abilities()}")
        return "OK done"

    def _logout(self, _: str) -> str:
        self._say("* BYE until soon")
        self._ends = True
        return "OK done"

    def _starttls(self, _: str) -> str:
        if self._tls is None or isinstance(self._wire, ssl.SSLSocket) or self._is_in:
            raise BadCommandError("no TLS now")
        return "OK begin TLS"

    def _login(self, rest: str) -> str:
        if self._is_in:
            raise BadCommandError("signed in already")
        if self._mailbox.needs_tls and not isinstance(self._wire, ssl.SSLSocket):
            return "NO [PRIVACYREQUIRED] encrypt first"
        if self._mailbox.meets(MailboxFault.CUT_AT_LOGIN):
            raise CutError
        if self._mailbox.meets(MailboxFault.UNAVAILABLE):
            return "NO [UNAVAILABLE] come back later"
        if _words(rest) != [self._mailbox.user, self._mailbox.password]:
            return "NO [AUTHENTICATIONFAILED] wrong user or password"
        self._is_in = True
        return "OK welcome"

    def _select(self, rest: str) -> str:
        return self._open(rest, is_read_only=False)

    def _examine(self, rest: str) -> str:
        return self._open(rest, is_read_only=True)

    def _open(self, rest: str, *, is_read_only: bool) -> str:
        if not self._is_in:
            raise BadCommandError("sign in first")
        (name,) = _words(rest)
        self._folder = self._mailbox.folders.get("INBOX" if name.upper() == "INBOX" else name)
        if self._folder is None:
            return "NO [NONEXISTENT] no such folder"
        self._is_read_only = is_read_only
        self._say(f"* {len(self._folder.mails)} EXISTS")
        self._say("* 0 RECENT")
        self._say(r"* FLAGS (\Answered \Flagged \Deleted \Seen \Draft)")
        self._say(f"* OK [UIDVALIDITY {self._folder.uid_validity}] valid")
        self._say(f"* OK [UIDNEXT {self._folder.next_uid}] next")
        return f"OK [{'READ-ONLY' if is_read_only else 'READ-WRITE'}] open"

    def _opened(self) -> Folder:
        if self._folder is None:
            raise BadCommandError("no folder is open")
        return self._folder

    def _search(self, rest: str) -> str:
        numbers = "".join(f" {uid}" for uid in found_by(rest, self._opened().mails))
        self._say(f"* SEARCH{numbers}")
        return "OK done"

    def _fetch(self, rest: str) -> str:
        folder = self._opened()
        which, _, wanted = rest.partition(" ")
        parts = parts_of(wanted)
        for mail in chosen(which, folder.mails):
            if not self._is_read_only and not is_peeking(parts):
                mail.flags.add(r"\Seen")
            answer = fetched(mail, parts)
            place = folder.mails.index(mail) + 1
            if self._mailbox.meets(MailboxFault.CUT_IN_FETCH):
                self._wire.sendall(f"* {place} FETCH ".encode() + answer[: len(answer) // 2])
                raise CutError
            self._wire.sendall(f"* {place} FETCH ".encode() + answer + b"\r\n")
        return "OK done"

    def _say(self, line: str) -> None:
        self._wire.sendall(line.encode("ascii") + b"\r\n")


def _words(text: str) -> list[str]:
    found = _WORD.findall(text)
    if _WORD.sub("", text).strip():
        raise BadCommandError("words or quoted strings are expected")
    return [bare or re.sub(r'\\(["\\])', r"\1", quoted) for quoted, bare in found]
