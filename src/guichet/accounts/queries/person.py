"""The person behind a viewer."""

from guichet.accounts.models import Member, Person
from guichet.accounts.viewer import Viewer


def person_of(viewer: Viewer) -> Person:
    """Whose membership it is."""
    return Member.objects.select_related("person").get(id=viewer.member_id).person
