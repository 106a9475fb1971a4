"""The paper as a file, or a sentence where it cannot be written."""

import logging

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.invoicing.document import Paper
from guichet.invoicing.paper.render import render

log = logging.getLogger("guichet.invoicing")


def drawn_paper(paper: Paper) -> bytes:
    """The PDF; RefusalError where its data break EN 16931 and no check before saw it. The log says why."""
    try:
        return render(paper)
    except ValueError as error:
        log.exception("a paper of the currency %s could not be written", paper.currency)
        message = _(
            "This invoice cannot be written by the standard EN 16931; look at the order's address and lines, "
            "or upload your own invoice."
        )
        raise refuse(ErrorCode.CONFLICT, message) from error
