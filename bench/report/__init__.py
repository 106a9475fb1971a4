"""Figures as tables in Markdown."""
