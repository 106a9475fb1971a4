"""Chaos: an installation under load, while everything that it stands on is taken away and given back."""
