"""Mails that wait for a person, and what nobody could read."""
