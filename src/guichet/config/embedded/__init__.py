"""The PostgreSQL that comes with Guichet: started by whoever needs it first, stopped by the last one."""

from guichet.config.embedded.keeper import Keeper
from guichet.config.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "Keeper"]
