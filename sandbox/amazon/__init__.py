"""A rehearsal Amazon for mail: it writes as buyers do, and takes answers as strictly as Amazon."""

from sandbox.amazon.amazon import RehearsalAmazon
from sandbox.amazon.buyer import Buyer, Case
from sandbox.amazon.mails import Frame, buyer_mail, copy_mail, notice_mail, opted_out_mail

__all__ = [
    "Buyer",
    "Case",
    "Frame",
    "RehearsalAmazon",
    "buyer_mail",
    "copy_mail",
    "notice_mail",
    "opted_out_mail",
]
