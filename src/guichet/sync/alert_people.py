"""Who is told of a channel: the account's owners and managers who see its store."""

from collections.abc import Iterator, Sequence

from guichet.accounts.models import Channel, Member, Person, Role


def people_of(channels: Sequence[Channel]) -> Iterator[tuple[Person, list[Channel]]]:
    """Each person with the channels that they may see, of one account; those who see none are left out."""
    if not channels:
        return
    members = Member.objects.filter(
        account_id=channels[0].account_id, role__in=[Role.OWNER, Role.MANAGER], person__is_active=True
    )
    for member in members.select_related("person").prefetch_related("stores").order_by("created_at"):
        stores = {store.pk for store in member.stores.all()}
        theirs = [one for one in channels if member.sees_all_stores or one.store_id in stores]
        if theirs:
            yield member.person, theirs
