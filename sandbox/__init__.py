"""Rehearsal marketplaces: servers that behave like the real ones, with faults on demand."""
