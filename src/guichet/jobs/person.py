"""Letters to people about how they sign in."""

from uuid import UUID

from django.conf import settings

from guichet.accounts.signing_in.letters import JOB, Letter
from guichet.accounts.signing_in.write_letter import write_letter
from guichet.jobs.app import job


@job(JOB)
def write(letter: str, person_id: str) -> None:
    """Write and send one."""
    write_letter(Letter(letter), UUID(person_id), settings.GUICHET_BASE_URL)
