"""Letting mails in."""
