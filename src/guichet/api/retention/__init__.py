"""Retention and erasure in the schema."""
