"""How long an answer may take: the marketplaces' limits as data, their calendars, and what is due when."""

from guichet.platforms.deadlines.calendars import Calendar, later
from guichet.platforms.deadlines.limits import ReplyLimit, limit_of, limits
from guichet.platforms.deadlines.terms import Terms

__all__ = ["Calendar", "ReplyLimit", "Terms", "later", "limit_of", "limits"]
