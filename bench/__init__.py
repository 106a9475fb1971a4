"""Guichet's benchmarks: believable data at any size, measured as a client meets it, bare SQL beside it."""
