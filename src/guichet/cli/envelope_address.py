"""The addresses of an envelope, as nearly all of them are written (RFC 5321, 4.1.2: Path)."""

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9-]+"
# What follows the path are its parameters; a comment before them is for the grammar that knows comments.
_PLAIN = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*)>(?: +([A-Za-z].*))?")


def plain_path(argument: str) -> tuple[str, str] | None:
    """Address and parameters of MAIL FROM or RCPT TO; None where the whole grammar is needed.

    aiosmtpd's parser of headers takes a sixth of all that receiving a mail costs.
    """
    found = _PLAIN.fullmatch(argument)
    return None if found is None else (found[1], found[2] or "")
