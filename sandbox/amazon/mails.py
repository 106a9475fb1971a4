"""Writes the mails that Amazon sends to sellers, in the frames of 2026."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from sandbox.amazon.buyer import Case, File

DASHES = "-" * 13
COPY = "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"
BUYER = "BBC_MESSAGE_SENT_TO_MERCHANT"
OPTED_OUT = "BUYER_OPTED_OUT_BSM_MESSAGES"


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of a frame: those of the seller's language, whatever the buyer's."""

    intro: str = "Vous avez reçu un message."
    start: str = "Message:"
    end: str = "Fin du message"
    bracket: str = "Commande"
    survey: str = "Cet e-mail a-t-il été utile ?"


def buyer_mail(
    case: Case, words: str, message: str, at: datetime, *, to: str, frame: Frame | None = None,
    subject: str | None = None, message_id: str | None = None, parts: Sequence[str] = ("plain", "html"),
    files: Sequence[File] = (), references: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """A buyer's message; `message` is Amazon's own token for it."""
    used = frame or Frame()
    text = f"{above(case, used)}\n{words}\n\n{below(case, used, message)}"
    mail = _mail(f"{case.buyer.name} - Amazon Marketplace", case.address, to, BUYER, at)
    mail["Subject"] = subject if subject is not None else _subject(case, used)
    mail["Message-ID"] = f"<{message_id or message.lower()}-000000@eu-west-1.amazonses.com>"
    mail["X-Marketplace-ID"] = case.marketplace_id
    if references:
        mail["In-Reply-To"] = f"<{references[-1]}>"
        mail["References"] = " ".join(f"<{reference}>" for reference in references)
    _fill(mail, text, parts)
    for file in files:
        main, _, sub = file.content_type.partition("/")
        mail.add_attachment(file.content, main, sub, filename=file.file_name)
    return mail.as_bytes()


def above(case: Case, frame: Frame) -> str:
    """What stands above a buyer's words."""
    order = f"# {case.order_id}:\n" if case.order_id else ""
    item = f"1 / {case.title} [ASIN: {case.asin}]\n" if case.asin else ""
    return f"{frame.intro}\n\n{order}{item}\n{DASHES} {frame.start}  {DASHES}\n"


def below(case: Case, frame: Frame, message: str) -> str:
    """What stands below them, links with their tokens included."""
    host = f"https://sellercentral.{case.domain}"
    resolve = (
        f"{host}/messaging/no-response-needed?t={case.thread}&m={message}"
        f"&mp={case.marketplace_id}&c=A0REHEARSALPARTY&h={'0' * 40}&s=1"
    )
    report = f"{host}/messaging/inbox?fi=caseId&ss={case.case_id}&cc={case.case_id}"
    return (
        f"{DASHES} {frame.end} {DASHES}\n\n{frame.survey} {host}/gp/satisfaction/survey-form.html?ie=UTF8\n\n"
        f"Résoudre le cas {resolve}\n\nSignaler {report}\n\n{'-' * 26}\n\nCopyright 2026\n\n"
        "SPC-EUAmazon-0000000000000199\n"
    )


def copy_mail(to: str, buyer_name: str, words: str, at: datetime, message_id: str) -> bytes:
    """A copy of what the seller wrote in Seller Central: HTML in one paragraph, without any token."""
    mail = _mail("Amazon", "donotreply@amazon.com", to, COPY, at)
    mail["Subject"] = f"Your email to {buyer_name}"
    mail["Message-ID"] = f"<{message_id}@eu-west-1.amazonses.com>"
    lines = html.escape(words).replace("\n", "<br>")
    mail.set_content(
        f"<html><body><div>Dear seller, here is a copy. {DASHES} Begin message {DASHES} {lines} "
        f"{DASHES} End message {DASHES} Was this email helpful? [commMgrTok:A0REHEARSAL]</div></body></html>",
        subtype="html",
    )
    return mail.as_bytes()


def notice_mail(to: str, kind: str, order_id: str, words: str, at: datetime, message_id: str) -> bytes:
    """A notice about an order: a return, a refund, a claim, a wish to cancel."""
    sender = "atoz-guarantee-no-reply@amazon.com" if kind.startswith("A_Z") else "donotreply@amazon.com"
    mail = _mail("Amazon", sender, to, kind, at)
    mail["Subject"] = f"Notification pour la commande {order_id}"
    mail["Message-ID"] = f"<{message_id}@eu-west-1.amazonses.com>"
    mail.set_content(f"<html><body><p>{html.escape(words)}</p></body></html>", subtype="html")
    return mail.as_bytes()


def opted_out_mail(case: Case, to: str, at: datetime, message_id: str) -> bytes:
    """The notice that an answer was not delivered: no reference to it, an order id in square brackets."""
    mail = _mail("Amazon", "auto-communication@amazon.com", to, OPTED_OUT, at)
    mail["Subject"] = "Votre message à l'acheteur n'a pas été remis."
    mail["Message-ID"] = f"<{message_id}@eu-west-1.amazonses.com>"
    alias = f"{case.buyer.alias}@marketplace.{case.domain}"
    mail.set_content(
        f"<html><body><p>Votre message à {case.buyer.name} pour la commande [{case.order_id}] n'a pas pu "
        f'être remis.</p><p><a href="mailto:{alias}?subject=%5BImportant%5D">[Important]</a></p>'
        "</body></html>",
        subtype="html",
    )
    return mail.as_bytes()


def _mail(name: str, address: str, to: str, kind: str, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f'"{name}" <{address}>'
    mail["To"] = to
    mail["Date"] = format_datetime(at)
    mail["X-Space-Notification-Type"] = kind
    return mail


def _subject(case: Case, frame: Frame) -> str:
    suffix = f" ({frame.bracket} : {case.order_id})" if case.order_id else ""
    return f"Demande de renseignements de la part du client Amazon {case.buyer.name}{suffix}"


def _fill(mail: EmailMessage, text: str, parts: Sequence[str]) -> None:
    lines = html.escape(text).replace("\n", "<br>\n")
    markup = f"<html><body><table><tr><td><div>{lines}</div></td></tr></table></body></html>"
    if "plain" in parts:
        mail.set_content(text)
    if "html" in parts and "plain" in parts:
        mail.add_alternative(markup, subtype="html")
    elif "html" in parts:
        mail.set_content(markup, subtype="html")
