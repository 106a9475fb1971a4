"""Due, pull, ingest; queued, deliver; confirm."""
