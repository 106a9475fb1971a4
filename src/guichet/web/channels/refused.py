"""What a page says of an action that was refused."""

from django.contrib import messages as notices
from django.http import HttpRequest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.web.sentences import said


def say(request: HttpRequest, refusal: RefusalError) -> None:
    """Say it on the next page."""
    notices.error(request, sayable(refusal))


def sayable(refusal: RefusalError) -> str:
    """A refusal that the page can say; others are a 404 or a 403."""
    if refusal.problems[0].code in (ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND):
        raise refusal
    return " ".join(said(problem.message) for problem in refusal.problems)
