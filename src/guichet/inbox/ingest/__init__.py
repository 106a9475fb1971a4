"""From what a connector read to rows: idempotent, one transaction a page, never a query a message."""

from guichet.inbox.ingest.ingest import Ingested, ingest_threads

__all__ = ["Ingested", "ingest_threads"]
