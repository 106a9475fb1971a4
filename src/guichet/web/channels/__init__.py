"""Marketplaces: which are activated, how they fare, and activating more."""
