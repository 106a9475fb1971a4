"""Hands a mail to the server under rehearsal, as a marketplace's outgoing server would."""

import smtplib


def hand_over(host: str, port: int, sender: str, recipient: str, mail: bytes) -> None:
    """Deliver one mail; smtplib's errors say what the server answered."""
    with smtplib.SMTP(host, port, timeout=20) as session:
        session.sendmail(sender, [recipient], crlf(mail))


def crlf(mail: bytes) -> bytes:
    """The wire's line ends: smtplib converts text only."""
    return mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
