"""Guichet: one counter for the conversations of a marketplace seller's customers."""
