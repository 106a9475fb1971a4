"""How long before its deadline an answer is due soon."""

from datetime import timedelta

# One span for all marketplaces, however long their limits are: it is the time that is left to write in.
DUE_SOON = timedelta(hours=2)
