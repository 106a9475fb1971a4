"""Retention, and what is done for one customer who asks."""
