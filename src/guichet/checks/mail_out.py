"""Whether our mails leave."""

from collections.abc import Iterator

from django.conf import settings

from guichet.checks.finding import Finding, advise, fine, mend
from guichet.platforms.errors import ConnectorError
from guichet.platforms.mail import smtp_sender


def check_mail_out() -> Iterator[Finding]:
    """Signs in at the outgoing server and leaves; no mail is sent."""
    url = settings.GUICHET_SMTP_URL
    if not url:
        yield advise(
            "mail_out",
            "No outgoing mail: set GUICHET_SMTP_URL, so that alerts, invitations, new passwords and replies "
            "by mail can leave.",
        )
        return
    try:
        smtp_sender(url).try_out()
    except ConnectorError as error:
        yield mend(
            "mail_out",
            f"{error.why.rstrip('.')}: check GUICHET_SMTP_URL.".replace("; see GUICHET_SMTP_URL:", ":"),
        )
    else:
        yield fine("mail_out", "The outgoing mail server lets us in.")
