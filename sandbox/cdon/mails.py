"""Mails of the kinds that CDON's help pages describe; headers are guesses, as no capture is public."""

from email.message import EmailMessage


def forwarded(words: str, *, to: str, name: str, order: str, case: int) -> bytes:
    """A question that staff passes on, the customer's words below a mark."""
    mail = _mail(to, f"Leverans - {name} via CDON - Ordernummer: {order}", f"{case}.1")
    mail["Reply-To"] = f"CDON Kundservice <case+{case}@cdon.com>"
    mail.set_content(
        f"Hej! Den här frågan kom till oss, men gäller er vara. Ert svar går till kunden.\n"
        f"Kunds meddelande:\n{words}\n"
    )
    return mail.as_bytes()


def relayed(
    words: str, *, to: str, name: str, subject: str, number: int, references: tuple[str, ...] = (),
    reply_to: str = "",
) -> bytes:  # fmt: skip
    """A question relayed as if CDON had written it."""
    mail = _mail(to, subject, f"{number}.2", name)
    if reply_to:
        mail["Reply-To"] = reply_to
    if references:
        mail["In-Reply-To"] = f"<{references[-1]}>"
    mail.set_content(words)
    return mail.as_bytes()


def errand(*, to: str, kind: str, errand_id: int, order: str) -> bytes:
    """A notification of Reclaimit."""
    mail = _mail(to, f"{kind}: errand {errand_id} opened", f"{errand_id}.3")
    mail.set_content(
        f"A customer opened an errand in Reclaimit.\nType: {kind}\nErrand ID: {errand_id}\n"
        f"Order number: {order}\nPlease answer in Reclaimit within 24 hours.\n"
    )
    return mail.as_bytes()


def order_news(*, to: str, order: str) -> bytes:
    """News of an order."""
    mail = _mail(to, f"New order {order}", f"{order}.4")
    mail.set_content(f"You have a new order.\nOrder number: {order}\n")
    return mail.as_bytes()


def _mail(to: str, subject: str, number: str, name: str = "CDON Kundservice") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{name} <kundservice@cdon.com>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{number}@cdon.com>"
    return mail
