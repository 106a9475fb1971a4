"""Composes the house: environment, settings, the embedded database, the processes."""
