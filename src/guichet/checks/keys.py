"""Whether our keys open the credentials that were sealed."""

from collections.abc import Iterator

from guichet.accounts.models import Channel
from guichet.accounts.sealing import SealBrokenError, unseal
from guichet.checks.finding import Finding, fine, mend


def check_keys() -> Iterator[Finding]:
    """Every channel's; the sentence names one of them."""
    broken: list[str] = []
    why, many = "", 0
    for key, sealed in Channel.objects.values_list("id", "credentials").iterator():
        many += 1
        try:
            unseal(bytes(sealed))
        except SealBrokenError as error:
            broken.append(str(key))
            why = str(error)
    if broken:
        yield mend("keys", f"{len(broken)} of {many} channels (one is {broken[0]}): {why}")
    else:
        yield fine("keys", f"The keys open the credentials of all {many} channels.")
