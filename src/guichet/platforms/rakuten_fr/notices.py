"""Mails of Rakuten's that ask for nothing: news of sales, payouts, invoices, surveys.

Their topics are known from sellers' tools, their exact words are not. So only a subject that begins with
one of these topics counts, and never one that a person of the customer service has signed.
"""

import re

DEFAULT = (
    r"(?:vous avez (?:r\w+ )?une )?nouvelle vente|votre virement|virement effectu|enqu\w+te de satisfaction"
    r"|votre avis|votre facture|vos factures|facture de commission|mode vacances|vos vacances"
)
_SIGNED = re.compile(r"\(\s*service clients? rakuten\s*\)\s*$", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:re|tr|fwd?)\s*:", re.IGNORECASE)


def asks_nothing(subject: str, topics: re.Pattern[str]) -> bool:
    """Whether a mail with this subject is news and no question; without a subject nothing is assumed."""
    if not subject or _SIGNED.search(subject) or _ANSWER.match(subject):
        return False
    return topics.match(subject.strip()) is not None
