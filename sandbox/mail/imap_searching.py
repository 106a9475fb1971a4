"""UID SEARCH and sequence sets."""

import re
from collections.abc import Sequence
from datetime import datetime

from sandbox.mail.mailbox import KeptMail

_RANGE = re.compile(r"(\d+|\*)(?::(\d+|\*))?")


def chosen(which: str, mails: Sequence[KeptMail]) -> list[KeptMail]:
    """The mails of a UID set; `*` is the newest, and a range with it always holds that (RFC 3501, 6.4.8)."""
    highest = max((mail.uid for mail in mails), default=0)
    wanted: list[tuple[int, int]] = []
    for piece in which.split(","):
        match = _RANGE.fullmatch(piece)
        if match is None:
            raise ValueError(f"{piece} is no set of numbers")
        ends = [highest if end == "*" else int(end) for end in (match[1], match[2] or match[1])]
        wanted.append((min(ends), max(ends)))
    return [mail for mail in mails if any(low <= mail.uid <= high for low, high in wanted)]


def found_by(keys: str, mails: Sequence[KeptMail]) -> list[int]:
    """The UIDs that fit all keys; ValueError for keys that are not spoken here."""
    found, words = list(mails), keys.split()
    while words:
        key = words.pop(0).upper()
        if key == "ALL":
            continue
        if key == "UNSEEN":
            found = [mail for mail in found if r"\Seen" not in mail.flags]
        elif key == "UID" and words:
            fitting = {mail.uid for mail in chosen(words.pop(0), mails)}
            found = [mail for mail in found if mail.uid in fitting]
        elif key == "SINCE" and words:
            day = datetime.strptime(words.pop(0), "%d-%b-%Y").date()  # noqa: DTZ007 - a day without a zone
            found = [mail for mail in found if mail.came_at.date() >= day]
        else:
            raise ValueError(f"{key} is not searched for here")
    return [mail.uid for mail in found]
