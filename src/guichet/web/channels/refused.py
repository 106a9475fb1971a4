"""What a page says of an action that was refused."""

from django.contrib import messages as notices
from django.http import HttpRequest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.web.sentences import said


def say(request: HttpRequest, refusal: RefusalError) -> None:
    """A refusal that the page can say; others are a 404 or a 403."""
    if refusal.problems[0].code in (ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND):
        raise refusal
    for problem in refusal.problems:
        notices.error(request, said(problem.message))
